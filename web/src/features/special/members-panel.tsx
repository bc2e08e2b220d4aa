// Who is on a list of a special group, since when, and who pays.
import { Link } from 'react-router';
import { ActionForm, type ActionField } from '@/components/action-form';
import { ExportButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useList } from '@/lib/query';
import { useMay, useSession } from '@/lib/session';
import { messages } from './messages';

export type Group = 'cadre' | 'county_cadre' | 'soldier';

export function MembersPanel({
  group,
  title,
  intro,
}: {
  group: Group;
  title: string;
  intro?: string;
}) {
  const t = useText(messages);
  const { csrf } = useSession();
  const mayWrite = useMay('special.write');
  const cadre = group !== 'soldier';
  const path = '/api/special/{group}/members';
  const args = { path: { group } };
  const query = useList(path, args);
  const fields: ActionField[] = [
    { name: 'psn_no', label: cadre ? t('psnNoHint') : t('psnNo'), required: !cadre },
    ...(cadre
      ? [
          { name: 'name', label: t('name') },
          { name: 'cert_no', label: t('certNo') },
        ]
      : []),
    { name: 'payer', label: t('payer'), required: true },
    { name: 'from', label: t('from'), required: true, day: true },
    { name: 'documents', label: t('documents'), required: true },
  ];
  return (
    <Panel
      title={title}
      inYuan={cadre}
      extra={
        <>
          {mayWrite && (
            <ActionForm
              label={t('add')}
              fields={fields}
              onSend={(values) =>
                apiPost(path, csrf, args, {
                  psn_no: values.psn_no,
                  name: values.name,
                  cert_no: values.cert_no,
                  payer: values.payer ?? '',
                  from: values.from ?? '',
                  documents: values.documents ?? '',
                })
              }
            />
          )}
          <ExportButton
            xlsx
            path={path}
            args={args}
            fileName={`special-${group}`}
            columns={[
              [t('psnNo'), (row) => row.psn_no],
              [t('name'), (row) => row.name ?? ''],
              [t('unit'), (row) => row.spans[0]?.payer_name ?? ''],
              [t('period'), (row) => `${row.spans[0]?.from} – ${row.spans[0]?.through ?? ''}`],
              [t('managed'), (row) => row.managed ?? ''],
            ]}
          />
        </>
      }
    >
      {intro && <p className="dim">{intro}</p>}
      <ListTable
        query={query}
        label={title}
        rowKey={(row) => row.psn_no}
        empty={t('nobody')}
        columns={[
          {
            title: t('name'),
            render: (_, row) => (
              <Link to={cadre ? paths.cadre(row.psn_no) : paths.person(row.psn_no)}>
                {row.name ?? row.psn_no}
              </Link>
            ),
          },
          { title: t('psnNo'), render: (_, row) => <span className="code">{row.psn_no}</span> },
          {
            title: t('unit'),
            render: (_, row) =>
              row.spans[0] && (
                <Link to={paths.employer(row.spans[0].payer)}>{row.spans[0].payer_name}</Link>
              ),
          },
          {
            title: t('period'),
            render: (_, row) =>
              row.spans.map((span) => (
                <div key={span.from}>
                  {span.from} – {span.through ?? t('open')}
                </div>
              )),
          },
          { title: t('documents'), render: (_, row) => row.spans[0]?.documents },
          ...(cadre
            ? [
                {
                  title: t('managed'),
                  align: 'right' as const,
                  render: (_: unknown, row: { managed: string | null }) =>
                    row.managed ? <MoneyText amount={row.managed} /> : '—',
                },
              ]
            : []),
          {
            title: '',
            render: (_, row) =>
              mayWrite &&
              row.spans[0]?.through === null && (
                <ActionForm
                  label={t('end')}
                  fields={[
                    { name: 'day', label: t('day'), required: true, day: true },
                    { name: 'reason', label: t('reason'), required: true },
                  ]}
                  onSend={(values) =>
                    apiPost(
                      '/api/special/{group}/members/{psn_no}/end',
                      csrf,
                      { path: { group, psn_no: row.psn_no } },
                      { day: values.day ?? '', reason: values.reason ?? '' },
                    )
                  }
                />
              ),
          },
        ]}
      />
    </Panel>
  );
}
