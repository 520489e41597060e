/* How conditions and gates stand on a day: observed up to today, forecast after it. Pure.
   May touch: nothing. Must not know: the DOM. */

/** Return the status that a track ([[day, status], ...], in order) gives for a day; before its first day nothing is known. */
export function statusOn(track, day) {
  let found = "unknown";
  for (const [from, status] of track ?? []) {
    if (from > day) break;
    found = status;
  }
  return found;
}

/**
 * How something stands on a day. Up to today that is what was observed. After it, what is met stays so, and what is
 * forecast is expected from the day by which half of the futures have it, and as it is today before.
 * @param {string} id of a condition, or of the variable that a gate belongs to
 * @param {string} day
 * @param {{tracks: object, kind: "conditions"|"gates", asOf: string, now: string}} known `now` is the answer's own status
 * @returns {{status: string, expected: object|null}}
 */
export function standingOn(id, day, { tracks, kind, asOf, now }) {
  const forecast = tracks.expected[id] ?? null;
  if (day < asOf) {
    const seen = statusOn(tracks[kind][id], day);
    return { status: seen === "expected" ? "unmet" : seen, expected: null };
  }
  if (day === asOf || now === "met" || forecast === null) return { status: now, expected: forecast };
  return { status: forecast.p50 && forecast.p50 <= day ? "expected" : now, expected: forecast };
}

/** Return how a gate over members' statuses stands: strong Kleene logic, with "expected" between met and unknown. */
export function gateOf(op, k, statuses) {
  const of = (status) => statuses.filter((one) => one === status).length;
  const needed = op === "all" ? statuses.length : op === "any" ? 1 : k;
  const [met, expected, unknown] = [of("met"), of("expected"), of("unknown")];
  if (met >= needed) return "met";
  if (met + expected >= needed) return "expected";
  return met + expected + unknown >= needed ? "unknown" : "unmet";
}

/** Return the last point [day, value] on or before a day, or null. */
export function pointOn(points, day) {
  let found = null;
  for (const point of points) {
    if (point[0] > day) break;
    found = point;
  }
  return found;
}

/** Months since the year 0: the slider counts in them. */
export const monthOf = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** Return the last day of a month. */
export function dayOfMonth(month) {
  const year = Math.floor(month / 12);
  return new Date(Date.UTC(year, (month % 12) + 1, 0)).toISOString().slice(0, 10);
}

/** Return which of `ids` stand open on the second day and not on the first, and the other way round. */
export function changesBetween(first, second, ids, on) {
  const open = (id, day) => ["met", "expected"].includes(on(id, day).status);
  return {
    opened: ids.filter((id) => !open(id, first) && open(id, second)),
    closed: ids.filter((id) => open(id, first) && !open(id, second)),
    open: ids.filter((id) => open(id, second)),
  };
}
