import { Input, type TableProps } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { ExportButton, ListTable } from '@/components/list-table';
import { Panel } from '@/components/panel';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay } from '@/lib/session';
import { messages } from './messages';
import { RegisterMember } from './register-forms';
import { StatusTag } from './status-tag';

type Item = Schema<'PersonItem'>;

function useColumns(): TableProps<Item>['columns'] {
  const t = useText(messages);
  const pick = usePick();
  return [
    {
      title: t('psnNo'),
      render: (_, item) => (
        <Link to={paths.person(item.psn_no)} tabIndex={-1} className="code">
          {item.psn_no}
        </Link>
      ),
    },
    { title: t('name'), render: (_, item) => item.name },
    { title: t('sex'), render: (_, item) => pick(item.sex.name) },
    { title: t('birth'), dataIndex: 'birth_date' },
    { title: t('cert'), render: (_, item) => <span className="code">{item.cert_no_masked}</span> },
    { title: t('scheme'), render: (_, item) => (item.scheme ? pick(item.scheme.name) : '—') },
    { title: t('category'), render: (_, item) => (item.category ? pick(item.category.name) : '—') },
    { title: t('status'), render: (_, item) => <StatusTag status={item.status} /> },
    { title: t('employer'), render: (_, item) => item.employer ?? '—' },
  ];
}

export function PersonsPage() {
  const t = useText(messages);
  const pick = usePick();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  const args = { query: { q } };
  const query = useList('/api/persons', args);
  const columns = useColumns();
  const mayWrite = useMay('person.write');
  return (
    <Panel
      title={t('persons')}
      extra={
        <>
          {mayWrite && <RegisterMember />}
          <Input.Search
            key={q}
            className="filter-search"
            size="small"
            defaultValue={q}
            allowClear
            placeholder={t('search')}
            aria-label={t('search')}
            onSearch={(text) => setParams(text.trim() ? { q: text.trim() } : {})}
          />
          <ExportButton
            path="/api/persons"
            args={args}
            fileName="persons"
            columns={[
              [t('psnNo'), (item) => item.psn_no],
              [t('name'), (item) => item.name],
              [t('sex'), (item) => pick(item.sex.name)],
              [t('birth'), (item) => item.birth_date],
              [t('scheme'), (item) => (item.scheme ? pick(item.scheme.name) : '')],
              [t('category'), (item) => (item.category ? pick(item.category.name) : '')],
              [t('status'), (item) => t(item.status === 'none' ? 'statusNone' : item.status)],
              [t('employer'), (item) => item.employer ?? ''],
            ]}
          />
        </>
      }
    >
      <ListTable
        query={query}
        label={t('persons')}
        rowKey={(item) => item.psn_no}
        columns={columns}
        onOpen={(item) => void navigate(paths.person(item.psn_no))}
        empty={q ? t('none', { q }) : t('nobody')}
      />
    </Panel>
  );
}
