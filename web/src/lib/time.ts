// Times come with the region's offset (+08:00); they are shown as written, whatever zone the
// desk is in.

/** "2026-03-01T09:30:12+08:00" -> "2026-03-01 09:30". */
export function formatTime(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

/** Completed years on a date, both ISO. */
export function ageOn(birthDate: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
