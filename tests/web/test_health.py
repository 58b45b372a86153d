import httpx

from tests.fakes.edge import FakeServer, running
from voice.contract import Timings


async def test_a_server_is_alive_and_ready_until_it_drains() -> None:
    server = FakeServer()
    async with running(server) as url, httpx.AsyncClient(base_url=url) as http:
        assert (await http.get("/healthz")).status_code == 200
        assert (await http.get("/readyz")).status_code == 200
        server.calls.draining = True
        refused = await http.get("/readyz")
        assert (refused.status_code, refused.json()["problems"]) == (503, ["draining"])
        assert (await http.get("/healthz")).status_code == 200


async def test_figures_say_where_the_response_time_went() -> None:
    server = FakeServer()
    server.metrics.answered(Timings(250, 120, 30, 60, 460))
    async with running(server) as url, httpx.AsyncClient(base_url=url) as http:
        figures = (await http.get("/metrics")).text
    assert 'vorzimmer_response_seconds_bucket{le="0.5"} 1.0' in figures
    assert 'vorzimmer_stage_seconds_sum{stage="endpointing"} 0.25' in figures
    assert "vorzimmer_event_loop_lag_seconds" in figures


async def test_figures_are_for_this_machine_or_a_token() -> None:
    server = FakeServer()
    async with running(server) as url, httpx.AsyncClient(base_url=url) as http:
        secret = await server.records.create("someone")
        assert (await http.get("/metrics")).is_success
        for foreign in ({"x-forwarded-for": "192.0.2.9"}, {"host": "rebound.example"}):
            assert (await http.get("/metrics", headers=foreign)).status_code == 401
            assert (await http.get("/metrics", headers=foreign, auth=("someone", "wrong"))).status_code == 401
            assert (await http.get("/metrics", headers=foreign, auth=("someone", secret))).is_success
