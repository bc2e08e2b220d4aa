// The periods of a value on a line of time, the day of today marked.
import { useText } from '@/lib/i18n';
import { draftMessages } from './draft-messages';
import type { Period } from './parameter-table';

const width = 560;
const dayMs = 86_400_000;

const dayOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;

export function DraftTimeline({
  name,
  periods,
  today,
  valueOf,
}: {
  name: string;
  periods: readonly Period[];
  today: string;
  /** what stands in the bar of a period */
  valueOf: (period: Period) => string;
}) {
  const t = useText(draftMessages);
  const first = periods[0];
  const last = periods.at(-1);
  if (!first || !last) return null;
  const begin = dayOf(first.from);
  const end = Math.max(dayOf(last.through ?? last.from), dayOf(today), begin) + 366;
  const at = (day: number) => ((day - begin) / (end - begin)) * width;
  const now = at(dayOf(today));
  return (
    <svg
      className="draft-timeline"
      viewBox={`0 0 ${width} 40`}
      role="img"
      aria-label={t('timeline', { name })}
    >
      {periods.map((period, i) => {
        const next = periods[i + 1];
        const stop = period.through ?? next?.from;
        const x = at(dayOf(period.from));
        const length = (stop ? at(dayOf(stop)) : width) - x;
        const future = period.from > today;
        return (
          <g key={period.from} className={future ? 'is-future' : ''}>
            <rect x={x} y={14} width={Math.max(length - 1.5, 2)} height={14} rx={2} />
            <text x={x + 4} y={24.5} className="is-value">
              {length > 40 ? valueOf(period) : ''}
            </text>
            <text x={Math.min(x, width - 62)} y={10} className="is-day">
              {length > 62 || i === periods.length - 1 ? period.from : ''}
            </text>
          </g>
        );
      })}
      {now >= 0 && <line x1={now} x2={now} y1={12} y2={34} className="is-today" />}
    </svg>
  );
}
