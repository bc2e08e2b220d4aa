import dayjs from 'dayjs';
import { expect, it } from 'vitest';
import { caseOf } from './trial-case';

it('turns what was typed into an exact case and leaves empty fields out', () => {
  const made = caseOf({
    scheme: 'employee',
    category: 'active',
    birth_date: dayjs('1980-02-29'),
    aid: '',
    account_balance: '1,000',
    encounters: [
      {
        benefit: 'inpatient',
        date: dayjs('2026-03-01'),
        level: '2',
        use_account: true,
        lines: [
          { class: 'A', amount: '12345.6', ceiling: '', first_ratio: '' },
          { class: 'B', amount: '80', ceiling: '50', first_ratio: '10' },
        ],
      },
    ],
  });
  expect(made).toEqual({
    scheme: 'employee',
    person: { category: 'active', birth_date: '1980-02-29' },
    account_balance: '1000.00',
    encounters: [
      {
        id: 'e1',
        benefit: 'inpatient',
        date: '2026-03-01',
        provider_level: 2,
        use_account: true,
        lines: [
          { class: 'A', amount: '12345.60' },
          { class: 'B', amount: '80.00', ceiling: '50.00', first_ratio: '0.10' },
        ],
      },
    ],
  });
});
