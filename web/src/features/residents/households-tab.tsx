import { Input } from 'antd';
import { useNavigate, useSearchParams } from 'react-router';
import { ActionForm } from '@/components/action-form';
import { ExportButton, ListTable } from '@/components/list-table';
import { Panel } from '@/components/panel';
import { apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet, useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { messages } from './messages';

type Item = Schema<'HouseholdItem'>;

const place = (item: Item) => item.office?.names.join(' / ') ?? '—';

/** The offices as choices of a form: code and names. */
export function useOfficeOptions(): { value: string; label: string }[] {
  const offices = useGet('/api/organisations').data?.items ?? [];
  return offices.map((office) => ({
    value: office.path.split('/').at(-1) ?? office.path,
    label: `${office.name} ${office.path.split('/').at(-1) ?? ''}`,
  }));
}

function AddHousehold() {
  const t = useText(messages);
  const { csrf } = useSession();
  const navigate = useNavigate();
  const offices = useOfficeOptions();
  return (
    <ActionForm
      label={t('addHousehold')}
      hint={t('addHint')}
      primary
      fields={[
        { name: 'head', label: t('headPsn'), required: true },
        { name: 'organisation', label: t('officeCode'), required: true, options: offices },
        { name: 'address', label: t('address') },
        { name: 'phone', label: t('phone') },
        { name: 'from', label: t('firstDay'), required: true, day: true },
        { name: 'code', label: t('householdCode') },
      ]}
      onSend={(values) => apiPost('/api/households', csrf, {}, values)}
      onDone={(answer) =>
        void navigate(paths.household((answer as Schema<'Household'>).code))
      }
    />
  );
}

export function HouseholdsTab() {
  const t = useText(messages);
  const navigate = useNavigate();
  const mayWrite = useMay('household.write');
  const [params, setParams] = useSearchParams();
  const text = params.get('text') ?? '';
  const args = { query: { text } };
  const query = useList('/api/households', args);
  return (
    <Panel
      title={t('households')}
      extra={
        <>
          <Input.Search
            key={text}
            className="filter-search"
            size="small"
            defaultValue={text}
            allowClear
            placeholder={t('searchHousehold')}
            aria-label={t('searchHousehold')}
            onSearch={(value) => setParams({ tab: 'households', text: value.trim() })}
          />
          <ExportButton
            path="/api/households"
            args={args}
            fileName="households"
            xlsx
            columns={[
              [t('householdCode'), (item) => item.code],
              [t('head'), (item) => item.head_name ?? ''],
              [t('memberCount'), (item) => String(item.members)],
              [t('village'), place],
              [t('address'), (item) => item.address ?? ''],
            ]}
          />
          {mayWrite && <AddHousehold />}
        </>
      }
    >
      <ListTable
        query={query}
        label={t('households')}
        rowKey={(item) => item.code}
        empty={t('noHouseholds')}
        onOpen={(item) => void navigate(paths.household(item.code))}
        columns={[
          {
            title: t('householdCode'),
            render: (_, item) => <span className="code">{item.code}</span>,
          },
          { title: t('head'), render: (_, item) => item.head_name ?? '—' },
          { title: t('memberCount'), align: 'right', render: (_, item) => item.members },
          { title: t('village'), render: (_, item) => place(item) },
          { title: t('address'), render: (_, item) => item.address ?? '—' },
        ]}
      />
    </Panel>
  );
}
