"""The statements of a billing run, in their order: lives, parts, bills, caps. Only the plan is written into them."""

from __future__ import annotations

from joinedup.engines.levy.large import amounts
from joinedup.engines.levy.large.amounts import Amount, quoted
from joinedup.engines.levy.plan import Plan
from joinedup.rules.bids.levy import ruleset

FIRST, LAST = "DATE '0001-01-01'", "DATE '9999-12-31'"
PHYSICAL = ", ".join(quoted(event) for event in sorted(ruleset.PHYSICAL_EVENTS))
POUNDS = """
    CASE WHEN value % 100 = 0 THEN (value // 100)::VARCHAR
         ELSE (value::DECIMAL(18, 0) / 100)::DECIMAL(18, 2)::VARCHAR END"""

# Properties with several rows: only these can have several parts to a bill, or another value on another day.
REPEATED = "CREATE TABLE repeated AS SELECT hereditament FROM listed GROUP BY hereditament HAVING count(*) > 1"

# Their rows, each with the year of the property's next list.
FOLLOWED = """
CREATE TABLE followed AS
SELECT number, min(nullif(year, 0)) OVER (
    PARTITION BY hereditament ORDER BY year RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
) AS next_year
FROM listed SEMI JOIN repeated USING (hereditament)"""

# Each row's days: as given, or from 1 April of its list to that of the property's next list.
LIVES = f"""
CREATE VIEW lives AS
SELECT listed.*, followed.number IS NOT NULL AS is_repeated,
    coalesce(given_start, CASE WHEN year > 0 THEN make_date(year, 4, 1) END, {FIRST}) AS life_start,
    coalesce(given_end, CASE WHEN year > 0 THEN make_date(next_year, 4, 1) END, {LAST}) AS life_end
FROM listed LEFT JOIN followed USING (number)"""

# Two rows that hold for one property on one day.
CLASH = """
SELECT least(number, other), greatest(number, other), life_start
FROM (
    SELECT number, life_start, lag(number) OVER before AS other, lag(life_end) OVER before AS ended
    FROM lives WHERE is_repeated WINDOW before AS (PARTITION BY hereditament ORDER BY life_start, number)
)
WHERE ended > life_start ORDER BY 2 LIMIT 1"""


def parts_sql(plan: Plan) -> str:
    """The view `parts`: rows with days in the period, the value that is charged, and the rate's number."""
    start, end = f"DATE '{plan.starts}'", f"DATE '{plan.ends}'"
    where = f"life_start < {end} AND life_end > {start}"
    if plan.charge_on:
        where += f" AND life_start <= DATE '{plan.charge_on}' AND life_end > DATE '{plan.charge_on}'"
    days = plan.num_days if _is_whole(plan) else "date_diff('day', starts, ends)"
    return f"""
CREATE VIEW parts AS
SELECT number, hereditament, payer, billing_authority, value, is_repeated, starts, ends,
    {amounts.rate_number(plan)} AS rate_number,
    {amounts.relief_number(plan)} AS relief_number,
    {days} AS num_days
FROM (
    SELECT *, greatest(life_start, {start}) AS starts, least(life_end, {end}) AS ends
    FROM ({_valued_sql(plan)}) WHERE {where}
)"""


def _is_whole(plan: Plan) -> bool:
    """Whether days do not count, so that whoever is liable at any time pays once."""
    return plan.rules.proration == ruleset.NONE and not plan.rules.occupancy


def _valued_sql(plan: Plan) -> str:
    """Rows with the value of the day that the rules name, or their own."""
    if plan.rules.list_mode == ruleset.LIVE:
        return "SELECT *, own_value AS value FROM lives"
    day = f"DATE '{plan.rules.list_on or plan.charge_on or plan.starts}'"
    own = "false"
    if plan.rules.list_mode == ruleset.FROZEN:
        own = f"lives.life_start > {day} AND lower(trim(lives.event)) IN ({PHYSICAL})"
    return f"""
    SELECT lives.*,
        CASE WHEN {own} THEN lives.own_value ELSE coalesce(dated.own_value, lives.own_value) END AS value
    FROM lives LEFT JOIN (
        SELECT hereditament, own_value FROM lives WHERE is_repeated AND life_start <= {day} AND life_end > {day}
    ) AS dated USING (hereditament)"""


def unbanded_sql(plan: Plan) -> str:
    """The first row whose value is over every band."""
    return f"SELECT number, value FROM parts WHERE {amounts.over_every_band(plan)} ORDER BY number LIMIT 1"


def bills_sql(plan: Plan, most_value: int) -> str:
    """The table `charged`: running amounts for each part, summed for each bill, then the late steps and rounding."""
    running, tables = _steps_sql(plan, most_value)
    tables += _summed_sql(plan, f"run{len(plan.early) - 1}")
    source = "summed"
    for at, step in enumerate(plan.late, start=len(plan.early)):
        made = amounts.after_step(step, running[-1], plan)
        tables.append(f"run{at} AS (SELECT *, {made.numerator} AS a{at} FROM {source})")
        running.append(Amount(f"a{at}", made.denominator, made.most))
        source = f"run{at}"
    way = plan.rules.rounding
    shown = ", ".join(f"{amounts.rounded_sql(each, way)}::BIGINT AS s{at}" for at, each in enumerate(running))
    tables.append(f"shown AS (SELECT *, {shown} FROM {source})")
    names = (*plan.early, *plan.late)
    steps = ", ".join(f"s{at} - {f's{at - 1}' if at else '0'} AS step_{name}" for at, name in enumerate(names))
    sql = f"""
CREATE TABLE charged AS WITH {", ".join(tables)}
SELECT number, hereditament, payer, value, rate, relief, num_days, billing_authority,
    s{len(running) - 1} AS levy_pence, {steps}
FROM shown"""
    return amounts.narrowed(sql, max(max(each.most, each.denominator) for each in running))


def _steps_sql(plan: Plan, most_value: int) -> tuple[list[Amount], list[str]]:
    """The running amounts after each early step, and the tables that hold them."""
    first = amounts.first_amount(plan, most_value)
    running = [Amount("a0", first.denominator, first.most)]
    tables = [f"run0 AS (SELECT *, {first.numerator} AS a0 FROM parts)"]
    for at, step in enumerate(plan.early[1:], start=1):
        made = amounts.after_step(step, running[-1], plan)
        tables.append(f"run{at} AS (SELECT *, {made.numerator} AS a{at} FROM run{at - 1})")
        running.append(Amount(f"a{at}", made.denominator, made.most))
    return running, tables


def _summed_sql(plan: Plan, source: str) -> list[str]:
    """The running amounts of each bill: its parts' together, where a property has several rows."""
    rate, relief = _labels("rate_number", plan.rates, "none"), _labels("relief_number", plan.rules.reliefs, "")
    columns = [f"a{at}" for at in range(len(plan.early))]
    alone = f"""
    SELECT number, hereditament, payer, {POUNDS} AS value, {rate} AS rate, {relief} AS relief, relief_number,
        num_days, billing_authority, {", ".join(columns)}
    FROM {source}"""
    if _is_whole(plan):
        first = "row_number() OVER (PARTITION BY hereditament, payer ORDER BY starts, number) = 1"
        several = f"{alone} WHERE is_repeated QUALIFY {first}"
    else:
        sums = ", ".join(f"sum({column}){amounts.HUGE} AS {column}" for column in columns)
        several = f"""
    SELECT arg_min(number, starts) AS number, hereditament, payer,
        string_agg({POUNDS}, '; ' ORDER BY starts) AS value,
        string_agg({rate}, '; ' ORDER BY starts) AS rate,
        coalesce(string_agg(nullif({relief}, ''), '; ' ORDER BY starts), '') AS relief,
        arg_min(relief_number, starts) AS relief_number,
        sum(num_days)::BIGINT AS num_days, min(billing_authority) AS billing_authority, {sums}
    FROM {source} WHERE is_repeated GROUP BY hereditament, payer"""
    return [f"summed AS ({alone} WHERE NOT is_repeated UNION ALL ({several}))"]


def _labels(column: str, listed: tuple[object, ...], otherwise: str) -> str:
    cases = " ".join(f"WHEN {place} THEN {quoted(str(each))}" for place, each in enumerate(listed))
    return f"CASE {column} {cases} ELSE {quoted(otherwise)} END" if cases else quoted(otherwise)


def taken_sql(step: str, cap: int, source: str) -> str:
    """The table `taken_…`: the bills of payers over a cap, brought down together, odd pence by largest remainder."""
    group = "payer, billing_authority" if step == ruleset.CAP_BOROUGH else "payer"
    return f"""
CREATE TABLE taken_{step} AS
WITH owed AS (
    SELECT number, hereditament, payer, billing_authority, levy_pence, hash({group}) AS mixed FROM {source}
),
-- Sums by hash are quick and never too small, so they leave few bills to look at by name.
busy AS (SELECT mixed FROM owed GROUP BY mixed HAVING sum(levy_pence) > {cap}),
summed AS (
    SELECT *, sum(levy_pence) OVER (PARTITION BY {group}) AS total FROM owed SEMI JOIN busy USING (mixed)
),
shared AS (
    SELECT *, levy_pence::HUGEINT * {cap} // total AS share, levy_pence::HUGEINT * {cap} % total AS rest
    FROM summed WHERE total > {cap}
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY {group} ORDER BY rest DESC, hereditament) AS place,
        {cap} - sum(share) OVER (PARTITION BY {group}) AS spare
    FROM shared
)
SELECT number, (share + CASE WHEN place <= spare THEN 1 ELSE 0 END)::BIGINT AS now_{step} FROM ranked"""


def capped_sql(step: str, source: str) -> str:
    """The view `after_…`: the bills with those that were taken down as they are now, and one more step."""
    now = f"coalesce(now_{step}, levy_pence)"
    return f"""
CREATE VIEW after_{step} AS
SELECT * EXCLUDE (now_{step}) REPLACE ({now} AS levy_pence), {now} - levy_pence AS step_{step}
FROM {source} LEFT JOIN taken_{step} USING (number)"""
