// Who looked at what and who changed what, for those who answer for it.
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { Link } from 'react-router';
import { ExportButton, ListTable } from '@/components/list-table';
import { Panel } from '@/components/panel';
import { type Filters, useFilters } from '@/lib/filters';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { actionNames } from './action-names';
import { messages } from './messages';

type Row = Schema<'AuditRow'>;

const filterNames = ['date_from', 'date_to', 'actor', 'action', 'subject'] as const;
type Shown = Filters<(typeof filterNames)[number]>;

function useActionName(): (action: string) => string {
  const pick = usePick();
  return (action) => (actionNames[action] ? pick(actionNames[action]) : action);
}

function Subject({ row }: { row: Row }) {
  const mayPersons = useMay('person.read');
  const maySettlements = useMay('settlement.read');
  const shown = <span className="code">{row.subject}</span>;
  if (row.subject_kind === 'person' && mayPersons)
    return <Link to={paths.person(row.subject)}>{shown}</Link>;
  if (row.subject_kind === 'settlement' && maySettlements)
    return <Link to={paths.settlement(row.subject)}>{shown}</Link>;
  return shown;
}

function FilterBar({
  filters,
  onChange,
}: {
  filters: Shown;
  onChange: (changed: Shown) => void;
}) {
  const t = useText(messages);
  const actionName = useActionName();
  const day = (date: string | undefined) => (date ? dayjs(date) : null);
  return (
    <>
      <DatePicker.RangePicker
        size="small"
        aria-label={t('days')}
        allowEmpty={[true, true]}
        value={[day(filters.date_from), day(filters.date_to)]}
        onChange={(range) =>
          onChange({
            date_from: range?.[0]?.format('YYYY-MM-DD'),
            date_to: range?.[1]?.format('YYYY-MM-DD'),
          })
        }
      />
      <Select
        size="small"
        aria-label={t('action')}
        className="filter-action"
        showSearch={{ optionFilterProp: 'label' }}
        value={filters.action ?? ''}
        onChange={(action) => onChange({ action })}
        options={[
          { value: '', label: t('anyAction') },
          ...Object.keys(actionNames).map((value) => ({ value, label: actionName(value) })),
        ]}
      />
      {(['actor', 'subject'] as const).map((name) => (
        <Input.Search
          key={`${name} ${filters[name] ?? ''}`}
          size="small"
          className="filter-audit"
          allowClear
          defaultValue={filters[name]}
          placeholder={t(`${name}Hint`)}
          aria-label={t(name)}
          onSearch={(text) => onChange({ [name]: text.trim() })}
        />
      ))}
    </>
  );
}

export function AuditPage() {
  const t = useText(messages);
  const actionName = useActionName();
  const [filters, change] = useFilters(filterNames);
  const args = { query: filters };
  const query = useList('/api/audit', args);
  const clear = Object.fromEntries(filterNames.map((name) => [name, undefined]));
  return (
    <Panel
      title={t('title')}
      extra={
        <>
          <FilterBar filters={filters} onChange={change} />
          {Object.keys(filters).length > 0 && (
            <Button size="small" type="text" onClick={() => change(clear)}>
              {t('clear')}
            </Button>
          )}
          <ExportButton
            path="/api/audit"
            args={args}
            fileName="audit"
            columns={[
              [t('number'), (row) => row.no],
              [t('time'), (row) => row.time],
              [t('actor'), (row) => row.actor],
              ['', (row) => row.actor_name ?? ''],
              [t('action'), (row) => row.action],
              ['', (row) => actionName(row.action)],
              [t('subject'), (row) => row.subject],
            ]}
          />
        </>
      }
    >
      <ListTable
        query={query}
        label={t('title')}
        rowKey={(row) => row.no}
        empty={t('none')}
        columns={[
          {
            title: t('number'),
            width: 90,
            render: (_, row) => <span className="code">{row.no}</span>,
          },
          { title: t('time'), width: 138, render: (_, row) => formatTime(row.time) },
          {
            title: t('actor'),
            render: (_, row) => (
              <>
                {row.actor_name} <span className="code dim">{row.actor}</span>
              </>
            ),
          },
          {
            title: t('action'),
            render: (_, row) => (
              <>
                {actionName(row.action)}{' '}
                {actionNames[row.action] && <span className="code dim">{row.action}</span>}
              </>
            ),
          },
          { title: t('subject'), render: (_, row) => <Subject row={row} /> },
        ]}
      />
    </Panel>
  );
}
