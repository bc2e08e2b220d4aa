// The notices that were sent on a day.
import { Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { DataTable } from '@/components/data-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { useLang, usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import { messages } from './messages';

export function PapersPanel() {
  const t = useText(messages);
  const pick = usePick();
  const { lang } = useLang();
  const pdfOf = (query: Record<string, string>) =>
    `/api/dunning/papers/pdf?${new URLSearchParams({ ...query, lang }).toString()}`;
  const region = useGet('/api/region');
  const [chosen, setChosen] = useState<string>();
  const day = chosen ?? region.data?.today;
  const query = useGet(
    '/api/dunning/papers',
    { query: { day } },
    { enabled: day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) },
  );
  return (
    <Panel title={t('papersOf', { day: day ?? '' })} inYuan>
      <Input
        key={region.data?.today}
        className="filter-short"
        defaultValue={region.data?.today}
        aria-label={t('papers')}
        maxLength={10}
        onPressEnter={(event) => setChosen(event.currentTarget.value.trim())}
        onBlur={(event) => setChosen(event.target.value.trim())}
      />
      {(query.data?.items.length ?? 0) > 0 && (
        <a href={pdfOf({ day: day ?? '' })} target="_blank" rel="noreferrer">
          {t('printAll')}
        </a>
      )}
      <QueryView query={query}>
        {(list) => (
          <div className="scroll-long">
            <DataTable
              label={t('papers')}
              rows={list.items}
              rowKey={(row) => row.id}
              empty={t('noPapers')}
              columns={[
                { title: t('number'), render: (_, row) => <span className="code">{row.id}</span> },
                {
                  title: t('employer'),
                  render: (_, row) => <Link to={paths.employer(row.employer)}>{row.name}</Link>,
                },
                { title: t('step'), render: (_, row) => pick(row.step.name) },
                { title: t('bills'), align: 'right', render: (_, row) => row.bills.length },
                {
                  title: t('owed'),
                  align: 'right',
                  render: (_, row) => <MoneyText amount={row.total} />,
                },
                {
                  title: t('print'),
                  render: (_, row) => (
                    <a href={pdfOf({ id: row.id })} target="_blank" rel="noreferrer">
                      PDF
                    </a>
                  ),
                },
                { title: t('answerBy'), render: (_, row) => row.answer_by ?? '—' },
              ]}
            />
          </div>
        )}
      </QueryView>
    </Panel>
  );
}
