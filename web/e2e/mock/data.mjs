// A small made-up region: same numbers at every start.
import { named, text, yuan } from './amounts.mjs';
import { packs } from './packs.mjs';
import { pooled, settle } from './settle.mjs';

export const today = '2026-11-22';
const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗';
const givens = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英建华文辉玲鑫';
const employee = named('employee', '职工医保', 'Employee');
const resident = named('resident', '居民医保', 'Resident');
const benefitsById = {
  inpatient: named('inpatient', '住院', 'Inpatient'),
  outpatient: named('outpatient', '门诊', 'Outpatient'),
  pharmacy: named('pharmacy', '药店购药', 'Pharmacy'),
};
const providers = [
  { id: 'H990100001', name: '示例市人民医院', level: '3' },
  { id: 'H990100002', name: '示例市中医医院', level: '2' },
  { id: 'H990100003', name: '城关镇卫生院', level: '1' },
  { id: 'P990100001', name: '惠民大药房', level: null },
];
const items = [
  ['D0001', '阿莫西林胶囊', 'A', '18.60'],
  ['D0002', '注射用头孢曲松', 'B', '42.35'],
  ['T0101', '床位费', 'A', '60.00'],
  ['E0203', 'CT 平扫', 'B', '260.00'],
  ['D0009', '进口营养剂', 'C', '398.00'],
];

let state = 7;
const random = (n) => {
  state = (state * 1103515245 + 12345) % 2147483648;
  return Math.floor((state / 2147483648) * n);
};

function person(i) {
  const retired = i % 5 === 4;
  const inResident = i % 3 === 2;
  const no = `9901${String(100000 + i)}`;
  const birth = `${retired ? 1950 + (i % 10) : 1968 + (i % 35)}-0${1 + (i % 9)}-1${i % 9}`;
  const frozen = i % 41 === 40;
  const scheme = inResident ? resident : employee;
  const category = inResident
    ? named('adult', '成年居民', 'Adult')
    : retired
      ? named('retired', '退休', 'Retired')
      : named('active', '在职', 'Active');
  return {
    psn_no: no,
    name:
      surnames[random(surnames.length)] +
      givens[random(givens.length)] +
      (i % 2 ? givens[random(givens.length)] : ''),
    sex: i % 2 ? named('2', '女', 'Female') : named('1', '男', 'Male'),
    birth_date: birth,
    cert_no: `990100${birth.replaceAll('-', '')}${String(1000 + i)}`,
    scheme,
    category,
    status: frozen ? 'frozen' : 'active',
    employer: inResident ? null : `示例市第${1 + (i % 12)}机械厂`,
    balance: inResident ? null : 50000 + random(300000),
    movements: [],
  };
}

function makeSettlement(no, who, day) {
  const provider = providers[random(4)];
  const benefit =
    provider.level === null ? 'pharmacy' : random(3) === 0 ? 'inpatient' : 'outpatient';
  const scale = benefit === 'inpatient' ? 40 : 1;
  const lines = items.slice(0, 2 + random(4)).map(([code, name, cls, price], i) => {
    const quantity = (1 + random(6)) * scale;
    const amount = yuan(Math.round(Number(price) * 100) * quantity);
    return {
      no: String(i + 1),
      item_code: code,
      item_name: name,
      class: cls,
      price,
      quantity: String(quantity),
      amount,
      ceiling: null,
      first_ratio: cls === 'B' ? '0.10' : null,
    };
  });
  const result = settle({
    benefit,
    level: provider.level ?? '1',
    lines,
    balance: who.balance ?? 0,
    useAccount: who.balance !== null,
  });
  const hour = String(8 + random(10)).padStart(2, '0');
  const minute = String(random(60)).padStart(2, '0');
  const time = `${day}T${hour}:${minute}:00+08:00`;
  if (who.balance !== null) {
    who.balance -= result.account;
    if (result.account > 0) {
      who.movements.unshift({
        time,
        kind: named('payment', '账户支付', 'Paid'),
        amount: yuan(-result.account),
        balance: yuan(who.balance),
        setl_id: no,
      });
    }
  }
  return {
    no,
    who,
    provider,
    benefit: benefitsById[benefit],
    time,
    lines: lines.map((line, i) => withSplit(line, result.splits[i])),
    result,
  };
}

const withSplit = (line, split) => ({
  ...line,
  full_self_pay: yuan(split.full),
  over_ceiling: yuan(split.over),
  first_self_pay: yuan(split.first),
  eligible: yuan(split.eligible),
});

export function makeRegion(empty) {
  const persons = empty ? [] : Array.from({ length: 300 }, (_, i) => person(i));
  const settlements = [];
  for (let i = 0; i < (empty ? 0 : 700); i += 1) {
    const day = new Date(Date.UTC(2026, 9, 24 + Math.floor(i / 24))).toISOString().slice(0, 10);
    settlements.unshift(makeSettlement(`S2026${String(1000001 + i)}`, persons[random(300)], day));
  }
  return { persons, settlements, packs, providers, funds: { pooled, employee, resident }, text };
}
