import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select, type TableProps } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { ExportButton, ListTable } from '@/components/list-table';
import { Panel } from '@/components/panel';
import { StateTag } from '@/components/state-tag';
import { useText } from '@/lib/i18n';
import { useOfficeName } from '@/lib/offices';
import { paths } from '@/lib/paths';
import { useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay } from '@/lib/session';
import { EmployerFormDialog } from './employer-form';
import { messages, unitKinds } from './messages';
import { WaitingRequests } from './requests-panel';

type Item = Schema<'EmployerItem'>;

export function useUnitKind(): (kind: string) => string {
  const t = useText(messages);
  const known: readonly string[] = unitKinds;
  return (kind) => (known.includes(kind) ? t(kind as (typeof unitKinds)[number]) : kind || '—');
}

function useColumns(): TableProps<Item>['columns'] {
  const officeName = useOfficeName();
  const t = useText(messages);
  const unitKind = useUnitKind();
  return [
    {
      title: t('code'),
      render: (_, item) => (
        <Link to={paths.employer(item.code)} tabIndex={-1} className="code">
          {item.code}
        </Link>
      ),
    },
    { title: t('name'), render: (_, item) => item.name },
    { title: t('unit_kind'), render: (_, item) => unitKind(item.unit_kind) },
    { title: t('organisation'), render: (_, item) => officeName(item.organisation) || '—' },
    {
      title: t('credit_code'),
      render: (_, item) => <span className="code">{item.credit_code || '—'}</span>,
    },
    { title: t('event_day'), render: (_, item) => item.event_day ?? '—' },
    {
      title: t('state'),
      render: (_, item) => (
        <>
          <StateTag tone={item.state === 'active' ? 'ok' : 'plain'}>{t(item.state)}</StateTag>
          {item.late && <StateTag tone="warn">{t('late')}</StateTag>}
        </>
      ),
    },
  ];
}

export function EmployersPage() {
  const officeName = useOfficeName();
  const t = useText(messages);
  const unitKind = useUnitKind();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const mayWrite = useMay('employer.write');
  const asked = (name: string) => params.get(name) ?? '';
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next);
  };
  const args = {
    query: {
      q: asked('q'),
      state: asked('state'),
      unit_kind: asked('unit_kind'),
      sort: asked('sort'),
    },
  };
  const query = useList('/api/employers', args);
  const columns = useColumns();
  return (
    <>
      <WaitingRequests />
      <Panel
        title={t('employers')}
        extra={
          <>
            <Input.Search
              key={asked('q')}
              className="filter-search"
              size="small"
              defaultValue={asked('q')}
              allowClear
              placeholder={t('search')}
              aria-label={t('search')}
              onSearch={(text) => set('q', text.trim())}
            />
            <Select
              size="small"
              aria-label={t('unit_kind')}
              value={asked('unit_kind')}
              onChange={(value) => set('unit_kind', value)}
              options={[
                { value: '', label: `${t('unit_kind')}: ${t('any')}` },
                ...unitKinds.map((value) => ({ value, label: t(value) })),
              ]}
            />
            <Select
              size="small"
              aria-label={t('state')}
              value={asked('state')}
              onChange={(value) => set('state', value)}
              options={[
                { value: '', label: `${t('state')}: ${t('any')}` },
                { value: 'active', label: t('active') },
                { value: 'cancelled', label: t('cancelled') },
              ]}
            />
            <Select
              size="small"
              aria-label={t('sort')}
              value={asked('sort')}
              onChange={(value) => set('sort', value)}
              options={[
                { value: '', label: t('byCode') },
                { value: 'name', label: t('byName') },
                { value: 'event_day', label: t('byDay') },
              ]}
            />
            <ExportButton
              path="/api/employers"
              args={args}
              fileName="employers"
              columns={[
                [t('code'), (item) => item.code],
                [t('name'), (item) => item.name],
                [t('unit_kind'), (item) => unitKind(item.unit_kind)],
                [t('organisation'), (item) => officeName(item.organisation)],
                [t('credit_code'), (item) => item.credit_code],
                [t('event_day'), (item) => item.event_day ?? ''],
                [t('state'), (item) => t(item.state)],
              ]}
            />
            {mayWrite && (
              <Button
                size="small"
                type="primary"
                icon={<PlusOutlined />}
                onClick={() => setAdding(true)}
              >
                {t('register')}
              </Button>
            )}
          </>
        }
      >
        <ListTable
          query={query}
          label={t('employers')}
          rowKey={(item) => item.code}
          columns={columns}
          onOpen={(item) => void navigate(paths.employer(item.code))}
          empty={t('none')}
        />
      </Panel>
      <EmployerFormDialog
        open={adding}
        onClose={() => setAdding(false)}
        onSaved={(code) => void navigate(paths.employer(code))}
      />
    </>
  );
}
