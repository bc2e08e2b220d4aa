// The sheets of a month: what the care of disabled soldiers cost the funds, billed to who pays.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { Link } from 'react-router';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { MoneyText } from '@/components/money-text';
import { MonthPicker, useMonth } from '@/components/month-picker';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { XlsxButton } from '@/components/xlsx-button';
import { apiPost } from '@/lib/api-client';
import { useLang, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import { useMay, useSession } from '@/lib/session';
import { messages } from './messages';

export function SheetsPanel() {
  const t = useText(messages);
  const { lang } = useLang();
  const { csrf } = useSession();
  const client = useQueryClient();
  const mayRun = useMay('special.run');
  const [month, setMonth] = useMonth();
  const args = { path: { month } };
  const query = useGet('/api/soldiers/{month}', args, { enabled: month !== '' });
  const post = useMutation({
    mutationFn: () => apiPost('/api/soldiers/{month}', csrf, args),
    onSuccess: () => void client.invalidateQueries(),
  });
  return (
    <Panel
      title={t('sheets')}
      inYuan
      extra={
        <>
          <MonthPicker month={month} onMonth={setMonth} />
          {mayRun && (
            <Popconfirm title={`${t('postSheets')} ${month}?`} onConfirm={() => post.mutate()}>
              <Button size="small" type="primary" loading={post.isPending}>
                {t('postSheets')}
              </Button>
            </Popconfirm>
          )}
          <XlsxButton
            fileName={`soldiers-${month}`}
            rows={() => [
              [t('payerName'), t('psnNo'), t('name'), t('settlements'), t('cost'), t('funds')],
              ...(query.data?.sheets ?? []).flatMap((sheet) =>
                sheet.soldiers.map((one) => [
                  sheet.payer_name,
                  one.psn_no,
                  one.name,
                  String(one.settlements),
                  one.total,
                  one.funds,
                ]),
              ),
            ]}
          />
        </>
      }
    >
      {post.error && <ErrorPanel error={post.error} />}
      <QueryView query={query}>
        {({ sheets }) => (
          <DataTable
            label={t('sheets')}
            rows={sheets}
            rowKey={(row) => row.payer}
            empty={t('noSheets')}
            columns={[
              {
                title: t('payerName'),
                render: (_, row) => <Link to={paths.employer(row.payer)}>{row.payer_name}</Link>,
              },
              {
                title: t('name'),
                render: (_, row) =>
                  row.soldiers.map((one) => (
                    <div key={one.psn_no}>
                      {one.name} <MoneyText amount={one.funds} />
                    </div>
                  )),
              },
              { title: t('due'), render: (_, row) => row.due },
              {
                title: t('amount'),
                align: 'right',
                render: (_, row) => <MoneyText amount={row.amount} strong />,
              },
              {
                title: t('bill'),
                render: (_, row) =>
                  row.bill ? (
                    <>
                      <Link className="code" to={paths.bill(row.bill)}>
                        {row.bill}
                      </Link>{' '}
                      <a
                        href={`/api/soldier-sheets/${row.bill}/pdf?lang=${lang}`}
                        target="_blank"
                        rel="noreferrer"
                      >
                        {t('print')}
                      </a>
                    </>
                  ) : (
                    '—'
                  ),
              },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}
