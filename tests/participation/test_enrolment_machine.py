"""Any order of joining, leaving, confirming, waiting too long and changing the room keeps the promises."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import delete, select, update

from services.contracts.participation import EnrolmentInput
from services.kit.database import Database
from services.participation.enrolments.changes import capacity_changed
from services.participation.enrolments.joining import Joiner, join
from services.participation.enrolments.leaving import confirm, leave
from services.participation.enrolments.people import Desk, desk_of
from services.participation.enrolments.subjects import public_date
from services.participation.enrolments.telling import run_all
from services.participation.tables import activity, enrolment, notice, occurrence, seats
from tests.participation.conftest import World
from tests.participation.joining import first_date, moment

PLACE = ("enrolled", "offered")


class WaitingList(RuleBasedStateMachine):
    """One date, a year from now; `now` is a clock that only goes forward."""

    storage: Database
    desk: Desk
    date: UUID

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = moment()
        self.capacity: int | None = 2
        with self.storage.writing() as session:
            session.execute(delete(seats))
            session.execute(update(activity).values(capacity=self.capacity))

    def people(self, *statuses: str) -> list[tuple[UUID, UUID]]:
        e = enrolment.c
        with self.storage.writing() as session:
            rows = session.execute(select(e.id, e.seats_id).where(e.status.in_(statuses)).order_by(e.number))
            return [(row.id, row.seats_id) for row in rows]

    @rule(people=some.integers(1, 4))
    def some_join(self, people: int) -> None:
        for _ in range(people):
            self.somebody_joins()

    def somebody_joins(self) -> None:
        free = None if self.capacity is None else self.capacity - len(self.people(*PLACE))
        alone, made = not self.people("waiting"), uuid4()
        with self.storage.writing() as session:
            subject = public_date(session, self.date)
            assert subject is not None
            join(session, self.desk, subject, Joiner(made, EnrolmentInput(name="Iemand"), b"origin"))
        with self.storage.writing() as session:
            status = session.scalars(select(enrolment.c.status).where(enrolment.c.id == made)).one()
        assert (status == "enrolled") == (free is None or (alone and free > 0))

    @rule(which=some.integers(0, 50))
    def somebody_leaves(self, which: int) -> None:
        if people := self.people(*PLACE, "waiting"):
            enrolment_id, seats_id = people[which % len(people)]
            for expected in (1, 0):
                with self.storage.writing() as session:
                    its = enrolment.c.id == enrolment_id
                    assert leave(session, seats_id, its, self.now, self.desk.offer_time) == expected

    @rule(which=some.integers(0, 50))
    def somebody_confirms(self, which: int) -> None:
        if people := self.people("offered"):
            enrolment_id, seats_id = people[which % len(people)]
            with self.storage.writing() as session:
                assert confirm(session, enrolment_id, seats_id, self.now) is None
                assert confirm(session, enrolment_id, seats_id, self.now) is None

    @rule()
    def a_day_goes_by(self) -> None:
        offered = len(self.people("offered"))
        before = len(self.people("lapsed"))
        self.now += timedelta(hours=25)
        self.tend()
        assert len(self.people("lapsed")) == before + offered

    @rule(capacity=some.none() | some.integers(1, 6))
    def the_room_changes(self, capacity: int | None) -> None:
        places = self.people(*PLACE)
        self.capacity = capacity
        with self.storage.writing() as session:
            session.execute(update(activity).values(capacity=capacity))
            capacity_changed(session, session.scalars(select(activity.c.id)).one())
        self.tend()
        assert set(places) <= set(self.people(*PLACE))

    @precondition(lambda self: self.capacity is not None)
    @rule()
    def nothing_is_due_twice(self) -> None:
        before = self.people(*PLACE)
        self.tend()
        assert self.people(*PLACE) == before

    def tend(self) -> None:
        run_all(self.storage.writing, self.desk, self.now)

    @invariant()
    def counts_are_those_of_the_rows(self) -> None:
        with self.storage.writing() as session:
            rows = session.execute(select(seats)).all()
            statuses = list(session.scalars(select(enrolment.c.status)))
        for row in rows:
            counted = tuple(statuses.count(each) for each in ("enrolled", "offered", "waiting"))
            assert (row.enrolled, row.offered, row.waiting) == counted
            assert row.last_number == len(statuses)

    @invariant()
    def nobody_is_overtaken_and_no_place_is_left_while_somebody_waits(self) -> None:
        with self.storage.writing() as session:
            e = enrolment.c
            rows = session.execute(select(e.number, e.status)).all()
        place = [row.number for row in rows if row.status in PLACE]
        waiting = [row.number for row in rows if row.status == "waiting"]
        if waiting:
            assert self.capacity is not None
            assert max(place, default=0) < min(waiting)
            assert len(place) >= self.capacity

    def teardown(self) -> None:
        with self.storage.writing() as session:
            session.execute(delete(notice))


def test_the_promises_hold_whatever_happens(world: World, storage: Database, app: FastAPI) -> None:
    date = UUID(first_date(world))
    year = {"starts_at": moment() + timedelta(days=365), "ends_at": moment() + timedelta(days=365, hours=1)}
    with storage.writing() as session:
        session.execute(update(occurrence).where(occurrence.c.id == date).values(year))
    WaitingList.storage, WaitingList.desk, WaitingList.date = storage, desk_of(app.state.settings), date
    suppressed = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    gently = settings(max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=suppressed)
    run_state_machine_as_test(WaitingList, settings=gently)
