import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useNavigate } from 'react-router';
import { ExportButton, ListTable } from '@/components/list-table';
import { Panel } from '@/components/panel';
import { useSettlementColumns, useSettlementCsv } from '@/components/settlement-columns';
import { type Filters, useFilters } from '@/lib/filters';
import { useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useList } from '@/lib/query';
import { messages } from './messages';

const filterNames = ['date_from', 'date_to', 'provider', 'benefit'] as const;
type Shown = Filters<(typeof filterNames)[number]>;

function FilterBar({
  filters,
  onChange,
}: {
  filters: Shown;
  onChange: (changed: Shown) => void;
}) {
  const t = useText(messages);
  const day = (date: string | undefined) => (date ? dayjs(date) : null);
  return (
    <>
      <DatePicker.RangePicker
        size="small"
        aria-label={t('settledOn')}
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
        aria-label={t('benefit')}
        className="filter-benefit"
        value={filters.benefit ?? ''}
        onChange={(benefit) => onChange({ benefit })}
        options={[
          { value: '', label: t('allBenefits') },
          ...(['inpatient', 'outpatient', 'pharmacy'] as const).map((value) => ({
            value,
            label: t(value),
          })),
        ]}
      />
      <Input.Search
        key={filters.provider ?? ''}
        size="small"
        className="filter-provider"
        allowClear
        defaultValue={filters.provider}
        placeholder={t('providerId')}
        aria-label={t('providerId')}
        onSearch={(provider) => onChange({ provider: provider.trim() })}
      />
    </>
  );
}

export function SettlementsPage() {
  const t = useText(messages);
  const navigate = useNavigate();
  const [filters, change] = useFilters(filterNames);
  const args = { query: filters };
  const query = useList('/api/settlements', args);
  const columns = useSettlementColumns(['scheme']);
  const csv = useSettlementCsv();
  const filtered = Object.keys(filters).length > 0;
  return (
    <Panel
      title={t('settlements')}
      inYuan
      extra={
        <>
          <FilterBar filters={filters} onChange={change} />
          {filtered && (
            <Button size="small" type="text" onClick={() => void navigate(paths.settlements)}>
              {t('clear')}
            </Button>
          )}
          <ExportButton path="/api/settlements" args={args} fileName="settlements" columns={csv} />
        </>
      }
    >
      <ListTable
        query={query}
        label={t('settlements')}
        rowKey={(item) => item.setl_id}
        columns={columns}
        onOpen={(item) => void navigate(paths.settlement(item.setl_id))}
        rowClassName={(item) => (item.reversed || item.kind === 'reversal' ? 'is-reversed' : '')}
        empty={t(filtered ? 'none' : 'noSettlements')}
      />
    </Panel>
  );
}
