import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { LangProvider } from '@/lib/i18n';
import type { Schema } from '@/lib/schema';
import { ExplanationLines } from './explanation-lines';

const line: Schema<'ExplanationLine'> = {
  step: 'bands',
  text: { zh: '分段支付', en: 'Paid by bands' },
  operands: [{ name: { zh: '起付线', en: 'Deductible' }, value: { zh: '1300.00', en: '1300.00' } }],
  bands: [
    { from: '0.00', to: '10000.00', amount_in_band: '8700.00', share: '0.82', product: '7134' },
    { from: '10000.00', to: null, amount_in_band: '0.55', share: '0.9', product: '0.495' },
  ],
  before_rounding: '7134.495',
  amount: '7134.50',
  value_from_date: '2004-01-01',
  citation: {
    document: 'S2',
    article: '第九条',
    title: '某办法',
    assumed: true,
    reason: { zh: '文件只写了二级', en: 'The document names level 2 only' },
  },
  running_total: {
    name: { zh: '本年已付', en: 'Paid this year' },
    before: '0.00',
    after: '7134.50',
  },
  binding: { zh: '未到限额', en: 'below the cap' },
};

function show(lines: Schema<'ExplanationLine'>[]): string {
  const { container } = render(
    <LangProvider>
      <ExplanationLines lines={lines} />
    </LangProvider>,
  );
  return container.textContent ?? '';
}

it('shows bands, rounding, running total, what decided, date and clause', () => {
  const text = show([line]);
  for (const part of [
    '0.00 – 10,000.00',
    '10,000.00 以上',
    '82%',
    '90%',
    '0.495',
    '7,134.495',
    '7,134.50',
  ]) {
    expect(text).toContain(part);
  }
  for (const part of [
    '1,300.00',
    '本年已付',
    '未到限额',
    '自 2004-01-01 起',
    '第九条',
    '假定值',
    '文件只写了二级',
  ]) {
    expect(text).toContain(part);
  }
});

it('speaks English when chosen', () => {
  localStorage.setItem('tongchou.lang', 'en');
  const text = show([line]);
  expect(text).toContain('Paid by bands');
  expect(text).toContain('Below the cap');
  expect(text).not.toContain('分段支付');
});

it('says that a figure without steps is zero', () => {
  show([]);
  expect(screen.getByText('此项为零，没有计算步骤。')).toBeTruthy();
});

it('leaves out what does not apply', () => {
  const text = show([
    {
      ...line,
      bands: [],
      before_rounding: null,
      citation: null,
      running_total: null,
      binding: null,
      value_from_date: null,
    },
  ]);
  for (const part of ['取整前', '累计', '起决定作用', '依据']) expect(text).not.toContain(part);
});
