"""A byline's text -> names: without "By", roles, employers, mail addresses; each a person, agency or desk. Pure."""

import re
from typing import Literal, TypeAlias

from monitor.extract.plain import one_line

Kind: TypeAlias = Literal["person", "agency", "desk"]

LONGEST = 160  # characters of a whole byline; longer is an author's biography

_MAIL = re.compile(r"[\[(<]?\S+@\S+\.\w+[\])>]?|(?<!\S)@\w+")
_LEAD = re.compile(
    r"^(?:(?:an? )?(?:(?:story|written|words|reported|reporting|posted|published|text|analysis|opinion|news|article)"
    r" by|by|from|author|authors|reporter|auth?or[ea]?s?|autorin|autoren|auteurs?|текст|автор|yazar|penulis"
    r"|tekst|texto?|quelle|source|fuente|fonte)\b(?=\W)[\s:—–-]*"
    # Words that names, too, begin with: taken off where two more words follow ("Von Anna Schmidt", not "Von Miller").
    r"|(?:von|par|por|per|di|da|door|av|af|przez|de)\s+(?=[^\W\d_]\S*\s+[^\W\d_])"
    r"|(?:글|취재|편집|기자)\s*[:=|]\s*|(?:文|記者|作者|责编|責任編集)\s*[:：/／]\s*|^\W+)",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\W*(?:image|photo|picture|video|foto|bild|photograph|사진|写真)s?\b(?: by|:)", re.IGNORECASE)
_WHOLLY_WITHIN = re.compile(r"^[(（\[]([^()（）\[\]]*)[)）\]]$")
_DATELINE = re.compile(r"^[\[(（【][^\])）】]{1,30}[\])）】]\s*|^\S{1,8}=(?=\S)")
_ROLE_KO = re.compile(
    r"\s*(?:(?:선임|수석|인턴|전문|객원|온라인|경제|산업|정치)\s*)?"
    r"(?:기자|특파원|논설위원|편집위원|앵커|에디터|통신원|리포터|교수|대표|PD)(?:\s*[=/|].*)?\s*$"
)
_ROLE_WORD = (
    r"(?:reporter|writer|correspondent|editor|journalist|columnist|contributor|bureau chief|producer|analyst|director"
    r"|professor|author|reviewer|host|anchor|photographer|freelancer?"
    r"|redakteur|redakteurin|korrespondent|korrespondentin|reporterin|autorin|volontär|volontärin"
    r"|journaliste|correspondante?|rédacteur|rédactrice|chroniqueu(?:r|se)"
    r"|periodista|corresponsal|redactora?|columnista|giornalista|jornalista|repórter|correspondente"
    r"|redacteur|verslaggever|journalistin)s?"
)
_ROLE_EN = re.compile(
    r"(?:\s*[,|/(–—-]\s*|\s+)(?:(?:staff|senior|chief|contributing|associate|deputy|special|business|trade|health"
    r"|economics?|political|politics|foreign|asia|seoul|washington|managing|news|data|video|science|tech|technology"
    rf"|sports?|entertainment|lifestyle|breaking|freelance|lead|features?)\s+)*{_ROLE_WORD}\)?\s*$",
    re.IGNORECASE,
)
_HAS_ROLE = re.compile(rf"\b{_ROLE_WORD}\b", re.IGNORECASE)
_PARTING = re.compile(
    r"\s*[;·•]\s*|\s+(?:and|AND|And|with|und|UND|et|ET|y|Y|og|och|e|en|i|ve|dan|și|и)\s+|\s*&\s*|\s*[、，]\s*|\s*,\s+|\s*,\s*(?=[가-힣])"
    r"|\s+/\s+|/(?=[^\W\d_]+\s)"
)
_ASIDE = re.compile(r"\s+[|｜]\s*|\s*[|｜]\s+")  # after it stands where a person works
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|esq)\.?$", re.IGNORECASE)
# Degrees and licences as written behind names; capitals, so that "Ma" and "Do" stay names.
_DEGREE = re.compile(
    r"(?:\s+|^)(?:Ph\.?D|M\.?D|MS|MSc|MPH|MBA|MA|BA|BSc|RN|RD|RDN|LD|LDN|CPA|CFA|CFP|JD|DVM|DO|DDS|PharmD|PsyD)\.?$"
)
_WORKPLACE = re.compile(r"(?<=\S\s\S)(\S*)\s+(?:for|in|at|für|pour|para|voor)\s+\S.*$")
_TRAILING_NOTE = re.compile(r"\s*[(\[（][^()\[\]（）]{1,40}[)\]）]\s*$")
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|enero|abr|ago|dic|janv|févr|avr|juin|juil|août"
    r"|déc)[^\W\d_]*\.?"
)
# What stands behind a byline on the same line of a template, from there to the end.
_AFTER = re.compile(
    r"\s*[-–—|•·,:]*\s*(?:\b(?:last |first )?(?:updated|published|posted|modified|contributions? from)\b"
    r"|\b(?:veröffentlicht|aktualisiert|stand|publicado|actualizado|publié|mis à jour|pubblicato|aggiornato|atualizado"
    r"|publicerad|uppdaterad|publisert|oppdatert|opdateret|gepubliceerd|bijgewerkt|yayınlan\w*|güncelle\w*)\b"
    r"|\b(?:link copied|copy link|share|follow|subscribe|save)\b"
    rf"|\b\d{{1,2}}\.?\s+{_MONTH}\s+\d{{4}}|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    r"|\b(?:19|20)\d\d[-./년]|\b\d{1,2}:\d\d\b|\b\d+ min(?:ute)?s? (?:read|ago)|입력|수정).*$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?:|www\.|^@|\d{2}|^\d|\b(?:min read|subscribe|comments?|all rights|copyright|newsletter|sign up|read more)\b"
    r"|^(?:admin|administrator|none|null|undefined|unknown|n/?a|by|author|view (?:all|profile|bio)|more|profile|home"
    r"|news|about|email|facebook|twitter|x|link copied|photo|photos)$",
    re.IGNORECASE,
)
# News agencies by the names they sign with; and words that an organisation has in its name and no person has.
_AGENCIES = re.compile(
    r"^(?:the )?(?:associated press|ap|(?:thomson )?reuters|afp|agence france[- ]presse|bloomberg(?: news)?|dpa|upi"
    r"|deutsche presse-agentur|yonhap(?: news(?: agency)?)?|연합뉴스|뉴시스|newsis|뉴스1|news1|xinhua(?: news agency)?"
    r"|新华社|kyodo(?: news)?|共同通信社?|時事通信社?|jiji(?: press)?|tass|interfax|ria novosti|efe|europa press"
    r"|ansa|adnkronos|lusa|belga|anp|ritzau|ntb|tt|stt|apa|(?:keystone[- ])?sda|sid|epd|kna|pti|ani|ians"
    r"|anadolu(?: agency| ajansı)?|aa|pa(?: media)?|press association|aap|canadian press|pap|ctk|mti|bernama|antara)$",
    re.IGNORECASE,
)
_DESK_WORD = re.compile(
    r"\b(?:staff|team|desk|newsroom|editors|editorial(?: board)?|newspaper|news|times|report|tribune|herald|gazette"
    r"|network|magazine|media|radio|tv|television|channel|agency|wire|wires|services?|institute|university|school|college|association"
    r"|center|centre|foundation|company|inc|ltd|llc|gmbh|online|press|board|bureau|department|ministry|daily|newswire"
    r"|reports|agencies|agencias|agences|agenturen|agentur|correspondents|reporters|redaktion|redaktionen|redacción"
    r"|redacao|redação|rédaction|redazione|redactie|редакция|redaksi|toimitus|redaksjonen)\b"
    r"|(?:redaktion|staff)$|^the\s|[^\s.]{2}\.[a-z]{2,4}$"
    r"|(?:팀|부|취재팀|편집부|뉴스룸|데스크|신문|일보|뉴스|방송)$|(?:社|部|編集部|通信|新聞)$",
    re.IGNORECASE,
)


def names_in(byline: str) -> tuple[str, ...]:
    """The names in one byline: "By Kim Min-ji and Lee Jun, Staff Writers" -> two; "홍길동 기자" -> 홍길동.

    Where persons are named, the houses beside them (", Bleacher Report", "| WBEZ") are where they work and left out.
    """
    text = one_line(byline)
    if not text or len(text) > LONGEST or _CREDIT.match(text):
        return ()
    text = _WHOLLY_WITHIN.sub(r"\1", _MAIL.sub(" ", text).strip())
    text = _DATELINE.sub("", text)
    text = _once(_AFTER.sub("", _without_lead(text)).strip(" ,:;-–—=|•"))
    names: list[str] = []
    for side in _ASIDE.split(text):
        names += _names_of_side(side)
    persons = [name for name in names if kind_of(name) == "person"]
    # Capitals throughout mark the house ("David Straub, MDR THÜRINGEN"), unless the persons are written so.
    mixed = [name for name in persons if not name.isupper()]
    return tuple(mixed or persons or names)


def kind_of(name: str) -> Kind:
    """Whether a name is a news agency's, a house's or one of its desks', or else a person's."""
    if all(_AGENCIES.match(part) for part in name.split("/")):
        return "agency"
    is_sign = name.isascii() and name.isupper() and len(name.split()) == 1 and len(name) > 1
    return "desk" if is_sign or _DESK_WORD.search(name) else "person"


def _names_of_side(side: str) -> list[str]:
    if _is_house(side):
        return [side]
    names: list[str] = []
    for part in _PARTING.split(side):
        bare = _without_lead(part)
        if names and _SUFFIX.match(bare):
            names[-1] += f", {bare}"
            continue
        if names and _HAS_ROLE.search(bare) and not _ROLE_KO.search(bare) and not _is_name_with_role(bare):
            continue
        name = _bare(bare)
        if name and _is_name(name):
            names.append(name)
    return names


def _is_house(text: str) -> bool:
    """One organisation with "and", "&" or a comma in its name ("The Telegram & Gazette"), not two names."""
    return bool(re.match(r"the\s", text, re.IGNORECASE)) and not _PARTING.search(re.sub(r"\s(?:&|and)\s", " ", text))


def _is_name_with_role(part: str) -> bool:
    """ "Lee Jun, staff writer" was parted at its comma; "Lee Jun staff writer" holds both."""
    return bool(_ROLE_EN.search(f" {part}")) and len(_ROLE_EN.sub("", f" {part}").split()) >= 2


def _bare(name: str) -> str:
    name = _TRAILING_NOTE.sub("", name)
    for role in (_ROLE_KO, _ROLE_EN):
        # Twice, because a role may come with its section: "홍길동 경제 기자", "Kim, senior reporter".
        name = role.sub("", role.sub("", f" {name}")).strip()
    name = _WORKPLACE.sub(r"\1", name)
    for _ in range(3):
        name = _DEGREE.sub("", name)
    name = name.strip(" ,:;-–—=|/")
    return name if re.search(r"\b(?:jr|sr|[A-Z])\.$", name, re.IGNORECASE) else name.rstrip(" .")


def _without_lead(text: str) -> str:
    for _ in range(3):
        shorter = _LEAD.sub("", text, count=1)
        if shorter == text:
            break
        text = shorter
    return text.strip()


def _once(text: str) -> str:
    """A byline shown twice over, for wide screens and narrow ones, once."""
    words = text.split()
    half = len(words) // 2
    is_twice = len(words) > 1 and words[:half] == words[half:]
    return " ".join(words[:half]) if is_twice else text


def _is_name(name: str) -> bool:
    """Two letters at least, at most seven words, and not a role or an address standing alone."""
    letters = sum(character.isalpha() for character in name)
    is_role = bool(re.fullmatch(rf"(?:\w+\s+)?{_ROLE_WORD}", name, re.IGNORECASE))
    return letters >= 2 and len(name.split()) <= 7 and not _NO_NAME.search(name) and not is_role
