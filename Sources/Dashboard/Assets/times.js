// Moments in the reader's own time; the page brings them in UTC, which stays in the tooltip.

const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** Every `<time datetime>` inside. */
export function localTimes(inside) {
  for (const time of inside.querySelectorAll("time[datetime]")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.valueOf())) continue;
    time.title = `${moment.toISOString().replace("T", " ").slice(0, 19)} UTC`;
    time.textContent = whole.format(moment);
  }
}
