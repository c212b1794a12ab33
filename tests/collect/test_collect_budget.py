import asyncio

from monitor.collect.budget import UNREAD, Budget


async def settle():
    """Let every task go as far as it can."""
    for _ in range(50):
        await asyncio.sleep(0)


def test_no_turn_begins_while_too_much_lies_unread():
    async def ask():
        budget, begun = Budget(total=8, concurrency=8, spacing=0, share=60), []

        async def turn(name):
            async with budget.turn(f"https://{name}.example/"):
                begun.append(name)

        with budget.unread(UNREAD - 1):
            await turn("a")
            with budget.unread(1):
                held_up = [asyncio.create_task(turn(name)) for name in ("a", "b", "c", "c")]
                await settle()
                assert begun == ["a"]
            await asyncio.gather(*held_up)
        return begun

    assert sorted(asyncio.run(ask())) == ["a", "a", "b", "c", "c"]


def test_time_that_a_host_is_held_up_for_what_lies_unread_is_not_of_its_share():
    async def ask():
        loop, now, begun = asyncio.get_running_loop(), [0.0], []
        loop.time = lambda: now[0]
        budget = Budget(total=8, concurrency=2, spacing=0, share=60)

        async def turn():
            async with budget.turn("https://a.example/"):
                begun.append(now[0])

        with budget.unread(UNREAD):
            held_up = [asyncio.create_task(turn()) for _ in range(3)]
            await settle()
            now[0] = 1_000.0
        await asyncio.gather(*held_up)
        return begun

    assert asyncio.run(ask()) == [1_000.0] * 3
