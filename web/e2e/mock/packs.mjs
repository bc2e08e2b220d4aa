// Two packs as the API shows them: present-day demo-city, and an old one with assumed values.
import { named, text } from './amounts.mjs';
import { largeIllness, pooled } from './settle.mjs';

const cite = (article, more = {}) => ({
  document: 'S2',
  article,
  title: '徐州市职工医保意见（第三件）',
  assumed: false,
  reason: null,
  ...more,
});
const ours = {
  document: null,
  article: null,
  title: null,
  assumed: true,
  reason: text('示例包，取值由本系统设定', 'A demonstration pack: its values are ours'),
};
const levels = [
  named('1', '一级', 'Level 1'),
  named('2', '二级', 'Level 2'),
  named('3', '三级', 'Level 3'),
];
const categories = [named('active', '在职', 'Active'), named('retired', '退休', 'Retired')];
const levelAxis = { id: 'level', name: text('级别', 'Level'), members: levels };
const categoryAxis = { id: 'category', name: text('人员类别', 'Category'), members: categories };
const ordinalAxis = {
  id: 'ordinal',
  name: text('第几次住院', 'Stay'),
  members: [
    named('1', '首次', 'first'),
    named('2', '第二次', 'second'),
    named('3+', '第三次起', 'third on'),
  ],
};

const cells = (rows, columns, values) =>
  rows.flatMap((row, i) =>
    columns.map((column, j) => ({ at: [row, column], value: values[i][j] })),
  );
const one = (from, through, value, citation) => ({
  from,
  through,
  citation,
  axes: [],
  cells: [{ at: [], value }],
});
const parameter = (id, zh, en, unit, periods) => ({
  id,
  name: text(zh, en),
  unit,
  executed: true,
  periods,
});

function demoParameters() {
  const ids = ['1', '2', '3'];
  return [
    parameter('deductible', '起付线', 'Deductible', 'yuan', [
      {
        from: '2026-01-01',
        through: null,
        citation: ours,
        axes: [levelAxis, ordinalAxis],
        cells: cells(
          ids,
          ['1', '2', '3+'],
          [
            ['300.00', '150.00', '0.00'],
            ['600.00', '300.00', '0.00'],
            ['900.00', '450.00', '0.00'],
          ],
        ),
      },
    ]),
    parameter('share', '基金支付比例', 'Share of the fund', 'ratio', [
      {
        from: '2026-01-01',
        through: null,
        citation: ours,
        axes: [categoryAxis, levelAxis],
        cells: cells(['active', 'retired'], ids, [
          ['0.92', '0.88', '0.85'],
          ['0.94', '0.90', '0.87'],
        ]),
      },
    ]),
    parameter('cap', '年度限额（支付）', 'Yearly cap on payments', 'yuan', [
      one('2026-01-01', null, '400000.00', ours),
    ]),
  ];
}

function xuzhouParameters() {
  const assumed = { ...cite(null), document: null, title: null, assumed: true };
  const levelCells = (value) => [
    {
      at: ['1'],
      value,
      citation: { ...assumed, reason: text('文件只写了二级', 'The document names level 2 only') },
    },
    { at: ['2'], value },
    {
      at: ['3'],
      value,
      citation: { ...assumed, reason: text('文件只写了二级', 'The document names level 2 only') },
    },
  ];
  const bands = [
    named('0', '3,000 以下', 'up to 3,000'),
    named('1', '3,000–10,000', '3,000–10,000'),
    named('2', '10,000 以上', 'above 10,000'),
  ];
  return [
    parameter('deductible', '起付线', 'Deductible', 'yuan', [
      {
        from: '2000-01-01',
        through: '2003-12-31',
        citation: cite('第八条'),
        axes: [levelAxis],
        cells: levelCells('500.00'),
      },
      {
        from: '2004-01-01',
        through: null,
        citation: cite('第八条'),
        axes: [levelAxis],
        cells: levelCells('400.00'),
      },
    ]),
    parameter('personal_share', '个人负担比例', "Person's share", 'ratio', [
      {
        from: '2004-01-01',
        through: null,
        citation: cite('第九条'),
        axes: [categoryAxis, { id: 'band', name: text('费用段', 'Band'), members: bands }],
        cells: cells(
          ['active', 'retired'],
          ['0', '1', '2'],
          [
            ['0.18', '0.10', '0.07'],
            ['0.126', '0.07', '0.049'],
          ],
        ),
      },
    ]),
    parameter('cap', '年度限额（支付）', 'Yearly cap on payments', 'yuan', [
      one('2004-01-01', null, '21000.00', cite('第十条')),
    ]),
  ];
}

const layer = (id, fund, parameters, axis = 'eligible', per = 'stay') => ({
  layer: named(id, fund.name.zh, fund.name.en),
  fund,
  axis,
  per,
  when: null,
  parameters,
});
const benefits = (parameters) => [
  {
    benefit: named('inpatient', '住院', 'Inpatient'),
    parameters: [],
    layers: [
      layer('pooled', pooled, parameters),
      layer(
        'large_illness',
        largeIllness,
        [
          parameter('cap', '年度限额（支付）', 'Yearly cap', 'yuan', [
            one('2026-01-01', null, '300000.00', ours),
          ]),
        ],
        'burden',
        'year',
      ),
    ],
  },
  {
    benefit: named('outpatient', '门诊', 'Outpatient'),
    parameters: [],
    layers: [layer('pooled', pooled, parameters.slice(2))],
  },
  { benefit: named('pharmacy', '药店购药', 'Pharmacy'), parameters: [], layers: [] },
];

const employee = named('employee', '职工医保', 'Employee');
const summary = (id, zh, en, from, digest) => ({
  id,
  title: text(zh, en),
  description: text('用于演示与试算的政策包。', 'A pack for demonstration and trials.'),
  from,
  through: null,
  digest,
  schemes: [employee],
});

function pack(head, parameters, examples) {
  return {
    pack: head,
    general: [
      parameter('class_b_first_ratio', '乙类先行自付比例', 'First self-pay of class B', 'ratio', [
        one(head.from, null, '0.10', head.id === 'demo-city' ? ours : cite('第十一条')),
      ]),
      parameter('account_pays', '个人账户可支付', 'What the account pays', 'text', [
        {
          ...one(head.from, null, 'in_scope', ours),
          cells: [
            {
              at: [],
              value: 'in_scope',
              text: text('范围内个人负担与先行自付', 'burden and first self-pay'),
            },
          ],
        },
      ]),
    ],
    schemes: [{ scheme: employee, categories, parameters: [], benefits: benefits(parameters) }],
    options: {
      levels,
      aids: [
        named('none', '无', 'None'),
        named('low_income', '低保', 'Low income'),
        named('destitute', '特困', 'Destitute'),
      ],
      referrals: [
        named('none', '本地', 'In the area'),
        named('referred', '已转诊', 'Referred'),
        named('unreferred', '未转诊异地', 'Unreferred out of area'),
      ],
      civil_servant: true,
      account: true,
    },
    examples,
  };
}

const example = (name, zh, en) => ({
  name,
  title: text(zh, en),
  scheme: 'employee',
  encounters: 1,
});

export const packs = [
  pack(
    summary(
      'demo-city',
      '示例市',
      'Demo city',
      '2026-01-01',
      '8d2f4c7be0a1935f66b2a90d4e5c1b7788fa03c2d1e4b5a69788776655443322',
    ),
    demoParameters(),
    [
      example('employee-level-3', '职工三级医院住院', 'Employee, in-patient at level 3'),
      example('employee-level-1', '职工一级医院住院', 'Employee, in-patient at level 1'),
    ],
  ),
  pack(
    summary(
      'xuzhou-county-2004',
      '徐州（县级）2004',
      'Xuzhou county 2004',
      '2004-01-01',
      '19aa0c7be0a1935f66b2a90d4e5c1b7788fa03c2d1e4b5a6978877665544aabb',
    ),
    xuzhouParameters(),
    [example('level-2-band', '二级医院分段', 'Bands at level 2')],
  ),
];
