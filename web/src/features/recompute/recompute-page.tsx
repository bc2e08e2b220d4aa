// One retroactive change: its totals, who is concerned, approval, posting and payments.
import { Alert, Button, Popconfirm } from 'antd';
import { Link, useParams } from 'react-router';
import { ActionForm } from '@/components/action-form';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { JobState } from '@/components/job-state';
import { ExportButton, ExportRowsButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { useLang, usePick, useText } from '@/lib/i18n';
import { useJob } from '@/lib/job';
import { paths } from '@/lib/paths';
import { useGet, useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';
import { RecomputeState, versionName } from './recomputes-page';

type Paper = Schema<'Recompute'>;
type Person = Schema<'RecomputePerson'>;

function who(by: string | null, at: string | null): string {
  return by === null || at === null ? '—' : `${by} · ${formatTime(at)}`;
}

const pdfOf = (paper: Paper) => `/api/recomputes/${paper.number}`;

function Acts({ paper }: { paper: Paper }) {
  const t = useText(messages);
  const { csrf, user } = useSession();
  const mayDecide = useMay('recompute.decide') && paper.drawn_by !== user;
  const mayRun = useMay('recompute.run');
  const path = { number: paper.number };
  const post = useJob(() => apiPost('/api/recomputes/{number}/posting', csrf, { path }));
  const open = paper.state === 'approved' || (paper.state === 'posted' && paper.skipped > 0);
  const note = [{ name: 'note', label: t('note') }];
  const decide = (approve: boolean, values: Record<string, string>) =>
    apiPost(
      '/api/recomputes/{number}/decision',
      csrf,
      { path },
      { approve, note: values.note ?? '' },
    );
  return (
    <p>
      {mayDecide && paper.state === 'waiting' && (
        <>
          <ActionForm
            primary
            label={t('approve')}
            fields={note}
            onSend={(values) => decide(true, values)}
          />{' '}
          <ActionForm
            label={t('refuse')}
            fields={note}
            onSend={(values) => decide(false, values)}
          />
        </>
      )}
      {mayRun && open && (
        <Popconfirm
          title={t('postSure')}
          okText={t('yes')}
          cancelText={t('no')}
          onConfirm={() => post.start(undefined)}
        >
          <Button type="primary" size="small" loading={post.busy}>
            {t('post')}
          </Button>
        </Popconfirm>
      )}{' '}
      {mayRun && paper.state === 'posted' && (
        <ActionForm
          label={t('payAll')}
          fields={[{ name: 'reference', label: t('reference') }]}
          onSend={(values) =>
            apiPost('/api/recomputes/{number}/payments', csrf, { path }, values)
          }
        />
      )}
      {post.error && <ErrorPanel error={post.error} />}
      {post.job && <JobState job={post.job} />}
    </p>
  );
}

/** The published version with its number; by its digest while that is not known. */
function Version({ digest }: { digest: string }) {
  const t = useText(messages);
  const versions = useGet('/api/policy-versions').data?.items ?? [];
  const version = versions.find((one) => one.digest === digest);
  return <span title={digest}>{version ? versionName(t, version) : digest.slice(0, 12)}</span>;
}

function Head({ paper }: { paper: Paper }) {
  const t = useText(messages);
  return (
    <Panel title={`${t('retroactive')} ${paper.number}`} inYuan>
      <Facts
        items={[
          [t('state'), <RecomputeState paper={paper} />],
          [t('basis'), paper.reason],
          [t('from'), paper.from],
          [t('version'), <Version digest={paper.digest} />],
          [t('count'), paper.persons],
          [t('settlements'), paper.settlements],
          [t('toPay'), <MoneyText amount={paper.to_pay} strong />],
          [t('toRecover'), <MoneyText amount={paper.to_recover} strong />],
          [t('drawnBy'), who(paper.drawn_by, paper.drawn_at)],
          [t('decided'), who(paper.decided_by, paper.decided_at)],
          [t('postedBy'), who(paper.posted_by, paper.posted_at)],
        ]}
      />
      {paper.skipped > 0 && <Alert type="warning" title={`${t('skipped')}: ${paper.skipped}`} />}
      <Acts paper={paper} />
    </Panel>
  );
}

function Totals({ paper }: { paper: Paper }) {
  const t = useText(messages);
  const pick = usePick();
  const { lang } = useLang();
  return (
    <>
      <Panel title={t('byFund')} inYuan>
        <DataTable
          label={t('byFund')}
          rows={paper.funds}
          rowKey={(row) => `${row.scheme}.${row.fund}`}
          empty="—"
          columns={[
            { title: t('fund'), render: (_, row) => pick(row.name) },
            {
              title: t('before'),
              align: 'right',
              render: (_, row) => <MoneyText amount={row.paid.before} />,
            },
            {
              title: t('after'),
              align: 'right',
              render: (_, row) => <MoneyText amount={row.paid.after} />,
            },
            {
              title: t('difference'),
              align: 'right',
              render: (_, row) => <MoneyText amount={row.difference} strong />,
            },
          ]}
        />
      </Panel>
      <Panel title={t('byProvider')} inYuan>
        <p className="dim">{t('noProvider')}</p>
        <DataTable
          label={t('byProvider')}
          rows={paper.providers}
          rowKey={(row) => row.provider}
          empty="—"
          columns={[
            { title: t('provider'), render: (_, row) => row.name },
            { title: t('settlements'), align: 'right', render: (_, row) => row.settlements },
            {
              title: t('fundsBefore'),
              align: 'right',
              render: (_, row) => <MoneyText amount={row.funds.before} />,
            },
            {
              title: t('fundsAfter'),
              align: 'right',
              render: (_, row) => <MoneyText amount={row.funds.after} />,
            },
            {
              title: t('difference'),
              align: 'right',
              render: (_, row) => <MoneyText amount={row.difference} strong />,
            },
            {
              title: '',
              render: (_, row) =>
                paper.state === 'posted' && (
                  <a
                    href={`${pdfOf(paper)}/providers/${row.provider}/pdf?lang=${lang}`}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {t('notice')}
                  </a>
                ),
            },
          ]}
        />
      </Panel>
    </>
  );
}

/** To the settlement, for who may read it. */
function SettlementRef({ id }: { id: string }) {
  if (!useMay('settlement.read')) return <span className="code">{id}</span>;
  return (
    <Link to={paths.settlement(id)} className="code">
      {id}
    </Link>
  );
}

/** To the person, for who may read it. */
function PersonRef({ psnNo, name }: { psnNo: string; name: string }) {
  return useMay('person.read') ? <Link to={paths.person(psnNo)}>{name}</Link> : <span>{name}</span>;
}

const stageWords = {
  listed: 'listed',
  skipped: 'skipped',
  posted: 'stagePosted',
  settled: 'settled',
} as const;
const stageTones = { listed: 'plain', skipped: 'warn', posted: 'warn', settled: 'ok' } as const;

function Stage({ row }: { row: Person }) {
  const t = useText(messages);
  return <StateTag tone={stageTones[row.stage]}>{t(stageWords[row.stage])}</StateTag>;
}

function Lines({ row }: { row: Person }) {
  const t = useText(messages);
  return (
    <>
      {row.lines.map((line) => (
        <div key={line.setl_id}>
          <SettlementRef id={line.setl_id} />{' '}
          {line.date} <MoneyText amount={line.funds.before} /> →{' '}
          <MoneyText amount={line.funds.after} />
        </div>
      ))}
      {row.taken_back.map((back) => (
        <div key={back.setl_id}>
          <StateTag tone="warn">{t('takenBack')}</StateTag>{' '}
          <SettlementRef id={back.setl_id} />{' '}
          {formatTime(back.at)} <MoneyText amount={back.due} />
        </div>
      ))}
    </>
  );
}

/** The settlements of everybody on the list, one row each. */
function ExportSettlements({ paper }: { paper: Paper }) {
  const t = useText(messages);
  return (
    <ExportRowsButton
      path="/api/recomputes/{number}/persons"
      args={{ path: { number: paper.number } }}
      xlsx
      label={t('exportSettlements')}
      fileName={`recompute-${paper.number}-settlements`}
      rowsOf={(person) => person.lines.map((line) => ({ person, line }))}
      columns={[
        [t('psnNo'), ({ person }) => person.psn_no],
        [t('person'), ({ person }) => person.name],
        [t('setlId'), ({ line }) => line.setl_id],
        [t('day'), ({ line }) => line.date],
        [t('provider'), ({ line }) => line.provider],
        [t('scheme'), ({ line }) => line.scheme],
        [t('benefit'), ({ line }) => line.benefit],
        [t('total'), ({ line }) => line.total],
        [t('fundsBefore'), ({ line }) => line.funds.before],
        [t('fundsAfter'), ({ line }) => line.funds.after],
        [t('accountBefore'), ({ line }) => line.account.before],
        [t('accountAfter'), ({ line }) => line.account.after],
        [t('cashBefore'), ({ line }) => line.cash.before],
        [t('cashAfter'), ({ line }) => line.cash.after],
        [t('state'), ({ person }) => t(stageWords[person.stage])],
      ]}
    />
  );
}

function Persons({ paper }: { paper: Paper }) {
  const t = useText(messages);
  const { lang } = useLang();
  const { csrf } = useSession();
  const mayRun = useMay('recompute.run');
  const path = '/api/recomputes/{number}/persons';
  const args = { path: { number: paper.number } };
  const query = useList(path, args);
  return (
    <Panel
      title={t('byPerson')}
      inYuan
      extra={
        <>
          <ExportButton
            path={path}
            args={args}
            xlsx
            label={t('exportPersons')}
            fileName={`recompute-${paper.number}`}
            columns={[
              [t('psnNo'), (row) => row.psn_no],
              [t('person'), (row) => row.name],
              [t('settlements'), (row) => row.lines.map((line) => line.setl_id).join(' ')],
              [t('due'), (row) => row.due],
              [t('toAccount'), (row) => row.to_account],
              [t('open'), (row) => row.open],
              [t('state'), (row) => t(stageWords[row.stage])],
            ]}
          />{' '}
          <ExportSettlements paper={paper} />
        </>
      }
    >
      <ListTable
        query={query}
        label={t('byPerson')}
        rowKey={(row) => row.psn_no}
        empty="—"
        columns={[
          {
            title: t('person'),
            render: (_, row) => (
              <>
                <PersonRef psnNo={row.psn_no} name={row.name} />{' '}
                <span className="code dim">{row.psn_no}</span>
              </>
            ),
          },
          {
            title: `${t('setlId')} · ${t('fundsBefore')} → ${t('fundsAfter')}`,
            render: (_, row) => <Lines row={row} />,
          },
          {
            title: t('due'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.due} strong />,
          },
          {
            title: t('toAccount'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.to_account} />,
          },
          {
            title: t('open'),
            align: 'right',
            render: (_, row) => (row.stage === 'posted' ? <MoneyText amount={row.open} /> : '—'),
          },
          { title: t('state'), render: (_, row) => <Stage row={row} /> },
          {
            title: '',
            render: (_, row) => (
              <>
                {mayRun && row.stage === 'posted' && (
                  <ActionForm
                    label={t('pay')}
                    fields={[{ name: 'reference', label: t('reference') }]}
                    onSend={(values) =>
                      apiPost('/api/recomputes/{number}/payments', csrf, args, {
                        ...values,
                        psn_no: row.psn_no,
                      })
                    }
                  />
                )}{' '}
                {(row.stage === 'posted' || row.stage === 'settled') && (
                  <a
                    href={`${pdfOf(paper)}/persons/${row.psn_no}/pdf?lang=${lang}`}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {t('notice')}
                  </a>
                )}
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}

const leftOutFor = {
  elsewhere: 'elsewhere',
  refused: 'leftRefused',
  renumbered: 'renumbered',
} as const;

function LeftOut({ paper }: { paper: Paper }) {
  const t = useText(messages);
  const args = { path: { number: paper.number } };
  const query = useGet('/api/recomputes/{number}/persons', args);
  return (
    <Panel title={`${t('leftOut')}: ${paper.left_out}`}>
      <QueryView query={query} rows={2}>
        {(list) => (
          <DataTable
            label={t('leftOut')}
            rows={list.left_out}
            rowKey={(row) => row.setl_id}
            empty="—"
            columns={[
              {
                title: t('person'),
                render: (_, row) => <PersonRef psnNo={row.psn_no} name={row.psn_no} />,
              },
              {
                title: t('setlId'),
                render: (_, row) => <SettlementRef id={row.setl_id} />,
              },
              {
                title: t('state'),
                render: (_, row) => `${t(leftOutFor[row.why])} ${row.code ?? ''}`,
              },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}

export function RecomputePage() {
  const { number = '' } = useParams();
  const query = useGet('/api/recomputes/{number}', { path: { number } });
  return (
    <QueryView query={query} rows={12}>
      {(paper) => (
        <>
          <Head paper={paper} />
          <Totals paper={paper} />
          <Persons paper={paper} />
          {paper.left_out > 0 && <LeftOut paper={paper} />}
        </>
      )}
    </QueryView>
  );
}
