const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const upToThree = new Intl.NumberFormat(undefined, { maximumFractionDigits: 3 });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const NOTHING = "–";

export const count = (value) => (value === undefined || value === null ? NOTHING : whole.format(value));
export const short = (value) => (value === undefined || value === null ? NOTHING : compact.format(value));
export const decimal = (value, digits = 3) =>
  new Intl.NumberFormat(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
export const score = (value) => upToThree.format(value);
export const at = (text) => (text ? moment.format(new Date(text)) : NOTHING);
export const onDay = (text) => (text ? day.format(new Date(text)) : NOTHING);

function unit(value, name, digits) {
  return new Intl.NumberFormat(undefined, {
    style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits,
  }).format(value);
}

/** A number of bytes as people say it. */
export function bytes(value) {
  if (value === undefined || value === null) return NOTHING;
  const names = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  let power = 0;
  while (value >= 1024 && power < names.length - 1) {
    value /= 1024;
    power += 1;
  }
  return unit(value, names[power], power > 1 ? 1 : 0);
}

/** A number of seconds as people say it. */
export function duration(seconds) {
  if (seconds === undefined || seconds === null || Number.isNaN(seconds)) return NOTHING;
  const positive = Math.max(0, seconds);
  if (positive < 10) return unit(positive, "second", 1);
  if (positive < 120) return unit(positive, "second", 0);
  if (positive < 7200) return unit(positive / 60, "minute", 0);
  if (positive < 172800) return unit(positive / 3600, "hour", 0);
  return unit(positive / 86400, "day", 0);
}

/** Seconds from one moment to another; nothing where one is missing. */
export const secondsBetween = (from, to) => (from && to ? (new Date(to) - new Date(from)) / 1000 : undefined);

/** The later end of a position, such as 0/16B3748. */
export const lsn = (position) => (position ? position.slice(position.indexOf(":") + 1) : NOTHING);

/** Bytes of the source's log from one position to a later one; nothing where one is missing or they are of two logs. */
export function bytesBetween(from, to) {
  if (!from || !to) return undefined;
  const [fromLog, fromEnd] = halves(from);
  const [toLog, toEnd] = halves(to);
  return fromLog === toLog ? Number(toEnd - fromEnd) : undefined;
}

function halves(position) {
  const [log, end] = position.includes(":") ? position.split(":") : ["", position];
  const [high, low] = end.split("/");
  return [log, (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)];
}

const toTwo = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

/** A figure: whole where it is large, else with what is behind the point. */
export function amount(value) {
  if (value === undefined || value === null) return NOTHING;
  if (Math.abs(value) >= 1e9) return compact.format(value);
  return (Math.abs(value) >= 1e5 ? whole : toTwo).format(value);
}

/** The time of a moment of today, and the day of another. */
export function since(text) {
  const then = new Date(text);
  return then.toDateString() === new Date().toDateString() ? clock.format(then) : moment.format(then);
}

/** Seconds of a time such as PT1M30S. */
export function seconds(text) {
  const [, days, hours, minutes, rest] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text) ?? [];
  return Number(days ?? 0) * 86400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(rest ?? 0);
}

/** A name of the pipeline file as people write it. */
export function words(name) {
  const text = name.replaceAll("_", " ");
  return text === text.toUpperCase() ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
