"""In what the numbers of trade news come: money, weights, pieces, as English and Korean write them. Data."""

import re

SCALES = {
    "thousand": 1e3, "crore": 1e7, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bln": 1e9,
    "bn": 1e9, "trillion": 1e12, "trln": 1e12, "tn": 1e12,
}  # fmt: skip
SMALL_NUMBERS = {
    "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0,
    "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "a dozen": 12.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0,
    "forty": 40.0, "fifty": 50.0,
}  # fmt: skip

# --- money, by ISO 4217 ------------------------------------------------------------------------------------------
SIGNS = {
    "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "NT$": "TWD",
    "S$": "SGD", "R$": "BRL", "MX$": "MXN", "$": "USD", "USD": "USD", "€": "EUR", "EUR": "EUR", "£": "GBP",
    "GBP": "GBP", "¥": "JPY", "JPY": "JPY", "₩": "KRW", "KRW": "KRW", "RMB": "CNY", "CNY": "CNY", "CAD": "CAD",
    "AUD": "AUD", "₹": "INR", "INR": "INR", "Rs ": "INR", "Rs.": "INR", "CHF": "CHF", "₫": "VND", "₱": "PHP",
    "฿": "THB",
}  # fmt: skip
_MONEY_WORDS = {
    "USD": "dollar dollars 달러", "KRW": "won 원", "JPY": "yen 엔", "EUR": "euro euros 유로", "GBP": "pounds 파운드",
    "CNY": "yuan renminbi 위안", "INR": "rupee rupees 루피", "BRL": "reais 헤알", "MXN": "pesos 페소",
    "CHF": "francs 프랑", "RUB": "roubles rubles 루블", "TRY": "lira liras 리라", "PLN": "zloty zlotys 즈워티",
    "IDR": "rupiah 루피아", "VND": "dong", "THB": "baht 바트 밧", "MYR": "ringgit 링깃",
    "SEK": "kronor crowns kroner 크로나 크로네",
    "CZK": "koruna korunas koruny 코루나", "HUF": "forint forints 포린트", "ILS": "shekels 셰켈",
    "NGN": "naira 나이라", "BDT": "taka 타카", "KZT": "tenge 텡게", "UAH": "hryvnia hryvnias 흐리우냐", "ZAR": "rand",
    "AED": "dirhams 디르함", "SAR": "riyals 리얄", "KWD": "dinars 디나르", "KES": "shillings 실링",
    "PEN": "soles", "GHS": "cedis", "RON": "lei", "ETB": "birr",
}  # fmt: skip
_OTHER_DOLLARS = {
    "CAD": ("canadian", "캐나다"), "AUD": ("australian", "호주"), "NZD": ("new zealand", "뉴질랜드"),
    "TWD": ("taiwan", "대만"), "SGD": ("singapore", "싱가포르"), "HKD": ("hong kong", "홍콩"), "USD": ("u.s.", "미국"),
}  # fmt: skip
_ADJECTIVES = {  # "300 million Swiss francs", "40 billion Mexican pesos"
    "CHF": "swiss francs", "FRF": "french francs", "BEF": "belgian francs", "XOF": "cfa francs",
    "CDF": "congolese francs", "RWF": "rwandan francs", "GNF": "guinean francs", "BIF": "burundian francs",
    "NOK": "norwegian crowns|norwegian kroner", "DKK": "danish crowns|danish kroner",
    "SEK": "swedish crowns|swedish kronor", "PKR": "pakistani rupees", "LKR": "sri lankan rupees",
    "NPR": "nepali rupees|nepalese rupees",
    "TRY": "turkish lira", "MXN": "mexican pesos", "INR": "indian rupees", "ARS": "argentine pesos",
    "PHP": "philippine pesos", "CLP": "chilean pesos", "COP": "colombian pesos", "BRL": "brazilian reais",
    "KRW": "korean won|south korean won", "JPY": "japanese yen", "CNY": "chinese yuan", "RUB": "russian roubles",
}  # fmt: skip

# One name of money in several countries: whose word in a sentence tells that it is another's than the first's, unless
# that one's own (`OWN`) stands there as well.
HOMES = {
    unit: tuple((code, re.compile(words)) for code, words in others.items())
    for unit, others in {
        "SEK": {
            "NOK": "Norw|Oslo|노르웨이",
            "DKK": "Denmark|Danish|덴마크",
            "CZK": "Czech|체코",
            "ISK": "Iceland|아이슬란드",
        },
        "CHF": {
            "FRF": "France|French|Paris|프랑스",
            "BEF": "Belgi|Brussels|벨기에",
            "XOF": "CFA|Senegal|Dakar|Ivor|Benin|Mali(?!bu)|Burkina|Togo|세네갈|코트디부아르",
            "XAF": "Cameroon|Gabon|Chad|카메룬|가봉",
            "CDF": "Congo|Kinshasa|콩고",
            "RWF": "Rwanda|Kigali|르완다",
            "GNF": "Guinea(?!-Bissau)|Conakry|기니",
        },
        "GBP": {"EGP": "Egypt|Cairo|이집트", "LBP": "Leban|레바논"},
        "MXN": {
            "PHP": "Philippin|Manila|필리핀",
            "ARS": "Argentin|아르헨티나",
            "CLP": "Chile|칠레",
            "COP": "Colombia|콜롬비아",
        },
        "INR": {"PKR": "Pakistan|파키스탄", "LKR": "Sri Lanka|스리랑카", "NPR": "Nepal|네팔"},
        "AED": {"MAD": "Morocc|모로코"},
        "SAR": {"QAR": "Qatar|Doha|카타르", "OMR": "Oman|오만"},
        "KWD": {
            "JOD": "Jordan|Amman|요르단",
            "BHD": "Bahrain|바레인",
            "LYD": "Liby|리비아",
            "IQD": "Iraq|이라크",
            "RSD": "Serbia|세르비아",
            "TND": "Tunisia|튀니지",
            "DZD": "Algeria|알제리",
        },
        "KES": {"TZS": "Tanzania|탄자니아", "UGX": "Uganda|우간다"},
    }.items()
}
OWN = {
    unit: re.compile(words)
    for unit, words in {
        "CHF": "Swiss|Switzerland|Zurich|Geneva|CHF|스위스",
        "SEK": "Swed|스웨덴", "GBP": r"Brit|UK|U\.K\.|London|영국", "MXN": "Mexic|멕시코",
        "INR": "India|Delhi|인도(?!네시아)",
        "AED": "Emirat|UAE|아랍에미리트", "SAR": "Saudi|사우디", "KWD": "Kuwait|쿠웨이트", "KES": "Kenya|케냐",
    }.items()
}  # fmt: skip

# --- weights, pieces ---------------------------------------------------------------------------------------------
COUNTED = {  # goods by the piece, with up to two words before them: "84,000 electric cars"
    "vehicles": "vehicles", "cars": "vehicles", "autos": "vehicles", "trucks": "vehicles", "buses": "vehicles",
    "ships": "ships", "vessels": "ships", "VLCCs": "ships", "carriers": "ships", "tankers": "ships",
    "icebreakers": "ships",
    "containerships": "ships", "frigates": "ships", "destroyers": "ships", "submarines": "submarines",
    "aircraft": "aircraft", "jets": "aircraft", "planes": "aircraft", "airplanes": "aircraft",
    "airliners": "aircraft",
    "fighters": "aircraft", "helicopters": "aircraft", "tanks": "tanks", "howitzers": "howitzers",
    "locomotives": "locomotives", "trains": "trains", "railcars": "railcars", "missiles": "missiles",
    "containers": "containers", "TEUs": "containers", "smartphones": "units", "units": "units",
    "chips": "units", "cargoes": "cargoes",
}  # fmt: skip
KOREAN_KINDS = tuple(
    (kind, re.compile(found))
    for kind, found in (
        (
            "aircraft",
            r"(?:항공기|여객기|비행기|전투기|헬기|헬리콥터|보잉|에어버스|훈련기|F-\d+|FA-50)\S*\s?\S{0,4}\s?$",
        ),
        ("tanks", r"전차\s?$"),
        ("howitzers", r"자주포\s?$"),
        ("submarines", r"잠수함\s?$"),
        ("units", r"(?:스마트폰|TV|로봇|굴착기|냉장고|세탁기|휴대전화)\s?$"),
    )
)
_WEIGHTS = {
    "tonnes": "long tons|metric tons|metric tonnes|tonnes|tons|tonne|ton|톤|t", "barrels": "barrels|배럴",
    "barrels a day": "bpd", "tonnes a year": "mtpa", "bushels": "bushels",
    "cubic metres": "cubic metres|cubic meters",
    "vehicles": "대", "ships": "척", "howitzers": "문", "cargoes": "카고", "people": "workers|jobs|명",
}  # fmt: skip
_SHARES = {
    "percent": "%|percent|per cent|pct|퍼센트", "percentage points": "percentage point|percentage points|%p|%포인트",
}  # fmt: skip

UNITS = (
    {word: code for code, words in _MONEY_WORDS.items() for word in words.split()}
    | {word: code for code, words in _ADJECTIVES.items() for word in words.split("|")}
    | {word: unit for table in (_WEIGHTS, _SHARES) for unit, words in table.items() for word in words.split("|")}
    | {f"{name} {dollar}": code for code, (name, _) in _OTHER_DOLLARS.items() for dollar in ("dollar", "dollars")}
    | {f"{name}{blank}달러": code for code, (_, name) in _OTHER_DOLLARS.items() for blank in ("", " ")}
    | {word.lower(): unit for word, unit in COUNTED.items() if word not in ("fighters", "jets", "chips", "TEUs")}
)
_ELSEWHERE = [code for others in HOMES.values() for code, _ in others]
MONEY = frozenset((*_ELSEWHERE, *SIGNS.values(), *_MONEY_WORDS, *_OTHER_DOLLARS, *_ADJECTIVES))
