"""`make bench`: every figure of the product, as tables."""

from tests.bench import availability, calls, learning, load, regret, writers


def main() -> None:
    calls.main()
    load.main()
    writers.main()
    regret.main()
    learning.main()
    availability.main()


if __name__ == "__main__":
    main()
