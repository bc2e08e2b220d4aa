// Pre-funding of an employer: the summary table of its retirees, posted as a bill of its own.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Popconfirm, Select } from 'antd';
import { Link } from 'react-router';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { XlsxButton } from '@/components/xlsx-button';
import { apiPost } from '@/lib/api-client';
import { useLang, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { messages } from './messages';

type Order = Schema<'PrefundForm'>;

function Table({ table }: { table: Schema<'PrefundTable'> }) {
  const t = useText(messages);
  return (
    <>
      <Facts
        items={[
          [t('averageMonthlyWage'), <MoneyText amount={table.average_monthly_wage} />],
          [t('prefundTotal'), <MoneyText amount={table.total} strong />],
          ...(table.standing.length > 0
            ? [[t('prefundStanding'), table.standing.join('、')] as [string, string]]
            : []),
        ]}
      />
      <DataTable
        label={t('prefund')}
        rows={table.lines}
        rowKey={(row) => row.psn_no}
        empty={t('noMembers')}
        columns={[
          { title: t('memberName'), render: (_, row) => row.name },
          { title: t('psnNo'), render: (_, row) => <span className="code">{row.psn_no}</span> },
          { title: t('birth'), render: (_, row) => row.birth },
          { title: t('ageMonths'), align: 'right', render: (_, row) => row.age_months },
          { title: t('monthsLeft'), align: 'right', render: (_, row) => row.months },
          {
            title: t('amount'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.amount} />,
          },
        ]}
      />
    </>
  );
}

export function PrefundPanel({ code }: { code: string }) {
  const t = useText(messages);
  const { lang } = useLang();
  const { csrf } = useSession();
  const client = useQueryClient();
  const mayRun = useMay('special.run');
  const [form] = Form.useForm<Order>();
  const args = { path: { code } };
  const preview = useMutation({
    mutationFn: (order: Order) =>
      apiPost('/api/employers/{code}/prefund/preview', csrf, args, order),
  });
  const post = useMutation({
    mutationFn: (order: Order) => apiPost('/api/employers/{code}/prefund', csrf, args, order),
    onSuccess: () => void client.invalidateQueries(),
  });
  const withForm = (send: (order: Order) => void) => () => void form.validateFields().then(send);
  const table = preview.data;
  const error = post.error ?? preview.error;
  const must = [{ required: true, message: t('required') }];
  const kinds = [
    { value: 'life', label: t('prefundLife') },
    { value: 'years', label: t('prefundYears') },
    { value: 'back', label: t('prefundBack') },
  ];
  return (
    <Panel
      title={t('prefund')}
      inYuan
      extra={
        table && (
          <XlsxButton
            fileName={`prefund-${code}`}
            rows={() => [
              [
                t('psnNo'),
                t('memberName'),
                t('birth'),
                t('ageMonths'),
                t('monthsLeft'),
                t('amount'),
              ],
              ...table.lines.map((row) => [
                row.psn_no,
                row.name,
                row.birth,
                String(row.age_months),
                String(row.months),
                row.amount,
              ]),
            ]}
          />
        )
      }
    >
      <p className="dim">{t('prefundIntro')}</p>
      <Form form={form} layout="inline" initialValues={{ kind: 'life' }}>
        <Form.Item name="kind" label={t('kind')}>
          <Select size="small" options={kinds} aria-label={t('kind')} style={{ minWidth: 180 }} />
        </Form.Item>
        <Form.Item name="declared" label={t('declared')} rules={must}>
          <Input size="small" placeholder="2026-03-01" maxLength={10} />
        </Form.Item>
        <Form.Item name="average_monthly_wage" label={t('averageMonthlyWage')}>
          <Input size="small" placeholder={t('wageOfPack')} maxLength={16} />
        </Form.Item>
        <Form.Item name="persons" label={t('prefundPersons')}>
          <Input size="small" placeholder={t('prefundAll')} maxLength={400} />
        </Form.Item>
        <Form.Item name="documents" label={t('prefundDocuments')}>
          <Input size="small" maxLength={130} />
        </Form.Item>
        <Button
          size="small"
          loading={preview.isPending}
          onClick={withForm((order) => preview.mutate(order))}
        >
          {t('prefundPreview')}
        </Button>{' '}
        {mayRun && (
          <Popconfirm title={t('prefundSure')} onConfirm={withForm((order) => post.mutate(order))}>
            <Button size="small" type="primary" loading={post.isPending}>
              {t('prefundPost')}
            </Button>
          </Popconfirm>
        )}
      </Form>
      {error && <ErrorPanel error={error} />}
      {post.data && (
        <p>
          <Link className="code" to={paths.bill(post.data.number)}>
            {post.data.number}
          </Link>{' '}
          <a
            href={`/api/prefund/${post.data.number}/pdf?lang=${lang}`}
            target="_blank"
            rel="noreferrer"
          >
            {t('printTable')}
          </a>
        </p>
      )}
      {table && <Table table={table} />}
    </Panel>
  );
}
