// The answers of the mock, by path; shapes as in api/openapi.yaml.
import { named, text, toFen, yuan } from './amounts.mjs';
import { makeRegion, today } from './data.mjs';
import { settle } from './settle.mjs';

const region = makeRegion(process.env.MOCK_EMPTY === '1');
const { persons, settlements, packs } = region;
const hash = (n) =>
  Array.from({ length: 8 }, (_, i) =>
    (((n + 1) * 2654435761 * (i + 3)) >>> 0).toString(16).padStart(8, '0'),
  ).join('');
const jobs = new Map();

export class Refusal extends Error {
  constructor(status, code, zh, en, where = null) {
    super(code);
    Object.assign(this, { status, body: { error: { code, zh, en, where } } });
  }
}

const fundPaid = (s) => s.result.paid;
const item = (s) => ({
  setl_id: s.no,
  time: s.time,
  psn_no: s.who.psn_no,
  psn_name: s.who.name,
  provider: s.provider,
  scheme: s.who.scheme,
  benefit: s.benefit,
  kind: 'settlement',
  reversed: false,
  total: s.result.figures.total,
  fund: yuan(fundPaid(s)),
  account: s.result.figures.account,
  cash: s.result.figures.cash,
});

const totals = (list) => ({
  count: list.length,
  total: yuan(list.reduce((sum, s) => sum + toFen(s.result.figures.total), 0)),
  fund: yuan(list.reduce((sum, s) => sum + fundPaid(s), 0)),
  account: yuan(list.reduce((sum, s) => sum + s.result.account, 0)),
  cash: yuan(list.reduce((sum, s) => sum + toFen(s.result.figures.cash), 0)),
});

const wrongValue = (where) =>
  new Refusal(400, 'bad_parameter', '参数不正确。', 'The parameter is wrong.', where);

function page(all, query, show) {
  const start = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  if (!(limit >= 1 && limit <= 200)) throw wrongValue('limit');
  const next = start + limit;
  return {
    items: all.slice(start, next).map(show),
    next_cursor: next < all.length ? String(next) : null,
  };
}

const masked = (cert) => `${cert.slice(0, 6)}********${cert.slice(-4)}`;
const personItem = (p) => ({
  psn_no: p.psn_no,
  name: p.name,
  sex: p.sex,
  birth_date: p.birth_date,
  cert_no_masked: masked(p.cert_no),
  scheme: p.scheme,
  category: p.category,
  status: p.status,
  employer: p.employer,
});

function personView(p) {
  const own = settlements.filter((s) => s.who === p);
  return {
    psn_no: p.psn_no,
    name: p.name,
    sex: p.sex,
    birth_date: p.birth_date,
    cert_type: named('01', '居民身份证', 'Identity card'),
    cert_no: p.cert_no,
    aid: null,
    civil_servant: false,
    status: p.status,
    coverage: [
      {
        scheme: p.scheme,
        category: p.category,
        from: '2021-01-01',
        through: null,
        status: p.status,
        reason:
          p.status === 'frozen' ? text('单位欠费三个月', 'Employer three months in arrears') : null,
        employer: p.employer,
      },
    ],
    account:
      p.balance === null ? null : { balance: yuan(p.balance), movements: p.movements.slice(0, 20) },
    year: {
      year: '2026',
      stays: own.filter((s) => s.benefit.id === 'inpatient').length,
      totals: totals(own),
      layers: ['inpatient', 'outpatient'].map((id) => {
        const those = own.filter((s) => s.benefit.id === id);
        return {
          layer: named('pooled', '统筹基金', 'Pooled fund'),
          benefit:
            id === 'inpatient' ? named(id, '住院', 'Inpatient') : named(id, '门诊', 'Outpatient'),
          fund: region.funds.pooled,
          entered: totals(those).total,
          paid: totals(those).fund,
          cap: id === 'inpatient' ? '400000.00' : '2500.00',
        };
      }),
    },
  };
}

const findPerson = (no) => {
  const found = persons.find((p) => p.psn_no === no);
  if (!found)
    throw new Refusal(404, 'unknown_person', '查无此人。', 'There is no such person.', no);
  return found;
};
const findSettlement = (no) => {
  const found = settlements.find((s) => s.no === no);
  if (!found)
    throw new Refusal(
      404,
      'unknown_settlement',
      '没有这笔结算。',
      'There is no such settlement.',
      no,
    );
  return found;
};
const findPack = (id) => {
  const found = packs.find((p) => p.pack.id === id);
  if (!found)
    throw new Refusal(404, 'unknown_policy', '没有这个政策包。', 'There is no such pack.', id);
  return found;
};

function settlementView(s) {
  return {
    setl_id: s.no,
    time: s.time,
    kind: 'settlement',
    reverses: null,
    reversed_by: null,
    frozen: false,
    person: {
      psn_no: s.who.psn_no,
      name: s.who.name,
      sex: s.who.sex,
      birth_date: s.who.birth_date,
      cert_no_masked: masked(s.who.cert_no),
    },
    provider: s.provider,
    scheme: s.who.scheme,
    category: s.who.category,
    benefit: s.benefit,
    visit: {
      mdtrt_id: `M${s.no.slice(1)}`,
      from: s.time.slice(0, 10),
      through: s.time.slice(0, 10),
      diagnosis: 'J18.9 肺炎',
      referral: null,
      stay_no: s.benefit.id === 'inpatient' ? 1 : null,
    },
    figures: s.result.figures,
    lines: s.lines,
    pack: { id: packs[0].pack.id, title: packs[0].pack.title, digest: packs[0].pack.digest },
    entries: [entryNo(s)],
  };
}

function overview(query) {
  const date = query.get('date') ?? today;
  if (new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) !== date) throw wrongValue('date');
  const upTo = settlements.filter((s) => s.time.slice(0, 10) <= date);
  const month = upTo.filter((s) => s.time.startsWith(date.slice(0, 7)));
  const day = upTo.filter((s) => s.time.startsWith(date));
  const slice = (key, show) =>
    [...new Map(month.map((s) => [key(s), s])).keys()].sort().map((id) => {
      const those = month.filter((s) => key(s) === id);
      return { key: show(those[0]), totals: totals(those) };
    });
  const levels = {
    1: named('1', '一级', 'Level 1'),
    2: named('2', '二级', 'Level 2'),
    3: named('3', '三级', 'Level 3'),
  };
  const spent = upTo.reduce((sum, s) => sum + fundPaid(s), 0);
  return {
    date,
    latest_date: upTo[0]?.time.slice(0, 10) ?? null,
    funds:
      settlements.length === 0
        ? []
        : [region.funds.employee, region.funds.resident].map((scheme) => ({
            fund: region.funds.pooled,
            scheme,
            income: '18654000.00',
            spent: yuan(spent),
            balance: yuan(1865400000 - spent),
          })),
    day: totals(day),
    month: totals(month),
    by_level: slice(
      (s) => s.provider.level ?? '9',
      (s) => levels[s.provider.level] ?? named('9', '药店', 'Pharmacy'),
    ),
    by_benefit: slice(
      (s) => s.benefit.id,
      (s) => s.benefit,
    ),
    series: Array.from({ length: 30 }, (_, i) => {
      const at = new Date(Date.parse(date) - (29 - i) * 86400000).toISOString().slice(0, 10);
      return { date: at, totals: totals(upTo.filter((s) => s.time.startsWith(at))) };
    }),
    latest: upTo.slice(0, 10).map(item),
  };
}

const entryNo = (s) => String(settlements.length - settlements.indexOf(s));
const chart = [
  ['1001.employee', '统筹基金存款', 'Pooled fund at bank', 'debit'],
  ['2001.employee', '应付医药机构', 'Payable to providers', 'credit'],
  ['3001.employee', '统筹基金结余', 'Pooled fund balance', 'credit'],
  ['5001.employee', '待遇支出', 'Benefit expense', 'debit'],
];

function entry(s) {
  const n = Number(entryNo(s));
  const amount = yuan(fundPaid(s) + s.result.account);
  return {
    no: String(n),
    date: s.time.slice(0, 10),
    time: s.time,
    kind: named('settlement', '结算', 'Settlement'),
    source: { type: 'settlement', id: s.no },
    text: text(
      `${s.provider.name} ${s.benefit.name.zh}`,
      `${s.benefit.name.en} at ${s.provider.name}`,
    ),
    amount,
    postings: [
      { account: chart[3][0], name: text(chart[3][1], chart[3][2]), debit: amount, credit: null },
      { account: chart[1][0], name: text(chart[1][1], chart[1][2]), debit: null, credit: amount },
    ],
    hash: hash(n),
    previous_hash: n > 1 ? hash(n - 1) : null,
  };
}

function accounts() {
  const spent = yuan(settlements.reduce((sum, s) => sum + fundPaid(s) + s.result.account, 0));
  const sums =
    settlements.length === 0
      ? []
      : [
          ['37308000.00', '0.00'],
          ['0.00', spent],
          ['0.00', '37308000.00'],
          [spent, '0.00'],
        ];
  return {
    items: sums.map(([debit, credit], i) => ({
      account: chart[i][0],
      name: text(chart[i][1], chart[i][2]),
      scheme: region.funds.employee,
      fund: region.funds.pooled,
      side: chart[i][3],
      debit,
      credit,
      balance: debit === '0.00' ? credit : debit,
    })),
    debit: yuan(sums.reduce((sum, [debit]) => sum + toFen(debit), 0)),
    credit: yuan(sums.reduce((sum, [, credit]) => sum + toFen(credit), 0)),
    entries: settlements.length,
    head: settlements.length ? hash(settlements.length) : null,
  };
}

function job(id) {
  const started = jobs.get(id);
  if (!started)
    throw new Refusal(404, 'unknown_job', '没有这个任务。', 'There is no such job.', id);
  const progress = Math.min(1, (Date.now() - started) / 1500);
  const done = progress === 1;
  return {
    id,
    kind: 'ledger_verify',
    status: done ? 'succeeded' : 'running',
    progress,
    clean: done ? true : null,
    started_at: `${today}T10:00:00+08:00`,
    finished_at: done ? `${today}T10:00:02+08:00` : null,
    lines: done
      ? [
          {
            level: 'info',
            text: text(
              `${settlements.length} 张凭证，${settlements.length} 笔结算，均一致`,
              `${settlements.length} entries and ${settlements.length} settlements agree`,
            ),
          },
        ]
      : [],
  };
}

function runCase(body) {
  return body.encounters.map((e) => {
    if (!(e.lines?.length > 0)) {
      return {
        id: e.id,
        figures: null,
        explanation: null,
        error: { code: 'no_lines', zh: '没有费用明细。', en: 'There are no fee lines.' },
      };
    }
    const balance = toFen(body.account_balance ?? '0.00');
    const { figures, explanation } = settle({
      benefit: e.benefit,
      level: String(e.provider_level ?? 1),
      lines: e.lines,
      balance,
      useAccount: e.use_account,
    });
    return { id: e.id, figures, explanation, error: null };
  });
}

function runExample(pack, name) {
  const found = findPack(pack).examples.find((one) => one.name === name);
  if (!found)
    throw new Refusal(404, 'unknown_example', '没有这个范例。', 'There is no such example.', name);
  const body = {
    scheme: 'employee',
    person: { category: 'active', birth_date: '1980-01-01' },
    encounters: [
      {
        id: 'e1',
        benefit: 'inpatient',
        date: today,
        provider_level: 3,
        lines: [{ class: 'A', amount: '12700.00' }],
      },
    ],
  };
  const results = runCase(body);
  const compare = (figure, zh, en) => ({
    encounter: 'e1',
    figure,
    name: text(zh, en),
    expected: results[0].figures[figure],
    got: results[0].figures[figure],
    same: true,
  });
  return {
    name,
    passed: true,
    case: body,
    results,
    comparisons: [
      compare('eligible', '符合政策范围', 'Eligible'),
      compare('cash', '现金支付', 'Paid in cash'),
    ],
  };
}

const within = (date, query) =>
  date >= (query.get('date_from') ?? '') && date <= (query.get('date_to') ?? '9999');
const list = (q, name) => (s) =>
  within(s.time.slice(0, 10), q) &&
  (!q.get('benefit') || s.benefit.id === q.get('benefit')) &&
  (!q.get('provider') || s.provider.id === q.get('provider')) &&
  Boolean(name);

export const routes = [
  [
    'GET',
    /^\/api\/region$/,
    null,
    () => ({
      area: '990100',
      name: text('示例市', 'Demo City'),
      today,
      packs: [packs[0].pack],
      persons: persons.length,
      providers: persons.length ? 30 : 0,
      employers: persons.length ? 12 : 0,
      settlements: settlements.length,
      demo: persons.length > 0,
      version: '0.1.0',
    }),
  ],
  ['GET', /^\/api\/overview$/, 'overview.read', (_, q) => overview(q)],
  [
    'GET',
    /^\/api\/persons$/,
    'person.read',
    (_, q) =>
      page(
        persons.filter((p) =>
          [p.name, p.psn_no, p.cert_no].some((v) => v.startsWith(q.get('q') ?? '')),
        ),
        q,
        personItem,
      ),
  ],
  ['GET', /^\/api\/persons\/([^/]+)$/, 'person.read', ([no]) => personView(findPerson(no))],
  [
    'GET',
    /^\/api\/persons\/([^/]+)\/settlements$/,
    'person.read',
    ([no], q) =>
      page(
        settlements.filter((s) => s.who === findPerson(no)),
        q,
        item,
      ),
  ],
  [
    'GET',
    /^\/api\/settlements$/,
    'settlement.read',
    (_, q) => page(settlements.filter(list(q, true)), q, item),
  ],
  [
    'GET',
    /^\/api\/settlements\/([^/]+)$/,
    'settlement.read',
    ([no]) => settlementView(findSettlement(no)),
  ],
  [
    'GET',
    /^\/api\/settlements\/([^/]+)\/explanation$/,
    'settlement.read',
    ([no]) => findSettlement(no).result.explanation,
  ],
  ['GET', /^\/api\/ledger\/accounts$/, 'ledger.read', () => accounts()],
  [
    'GET',
    /^\/api\/ledger\/entries$/,
    'ledger.read',
    (_, q) =>
      page(
        settlements.filter((s) => within(s.time.slice(0, 10), q)),
        q,
        entry,
      ),
  ],
  [
    'GET',
    /^\/api\/ledger\/entries\/([^/]+)$/,
    'ledger.read',
    ([no]) => {
      const found = settlements[settlements.length - Number(no)];
      if (!found)
        throw new Refusal(404, 'unknown_entry', '没有这张凭证。', 'There is no such entry.', no);
      return entry(found);
    },
  ],
  [
    'POST',
    /^\/api\/ledger\/verify$/,
    'ledger.verify',
    () => {
      const id = `j${jobs.size + 1}`;
      jobs.set(id, Date.now());
      return job(id);
    },
  ],
  ['GET', /^\/api\/jobs\/([^/]+)$/, null, ([id]) => job(id)],
  ['GET', /^\/api\/policies$/, 'policy.read', () => ({ items: packs.map((p) => p.pack) })],
  ['GET', /^\/api\/policies\/([^/]+)$/, 'policy.read', ([id]) => findPack(id)],
  [
    'POST',
    /^\/api\/policies\/([^/]+)\/examples\/([^/]+)\/run$/,
    'policy.try',
    ([id, name]) => runExample(id, name),
  ],
  [
    'POST',
    /^\/api\/policies\/([^/]+)\/try$/,
    'policy.try',
    (_, q, body) => ({ results: runCase(body) }),
  ],
];
