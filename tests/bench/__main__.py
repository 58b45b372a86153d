"""`make bench`: every figure of the product, as tables."""

from tests.bench import availability, calls, learning, load, patience, regret, writers


def main() -> None:
    patience.main([])
    calls.main()
    load.main()
    writers.main()
    regret.main()
    learning.main()
    availability.main()


if __name__ == "__main__":
    main()
