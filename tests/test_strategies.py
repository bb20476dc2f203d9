from random import Random

from tests.strategies import Chances, random_policy


def test_chances_are_those_of_their_bytes_and_then_the_smallest() -> None:
    data = Random(1).randbytes(512)
    assert random_policy(Chances(data)) == random_policy(Chances(data)) != random_policy(Chances(data[::-1]))
    spent = Chances(b"\x80\x00\xff")
    assert (spent.random(), spent.getrandbits(4), spent.random(), spent.getrandbits(9)) == (0.5, 15, 0, 0)
    assert len(random_policy(Chances(b"")).rules) == 1
