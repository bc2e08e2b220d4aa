// The trial form's values and the case they make.
import type { Dayjs } from 'dayjs';
import { parsePercentInput, parseYuanInput } from '@/lib/money';
import type { Schema } from '@/lib/schema';

export interface TrialLine {
  class: 'A' | 'B' | 'C';
  amount: string;
  ceiling?: string;
  first_ratio?: string;
}

export interface TrialEncounter {
  benefit: string;
  date: Dayjs;
  level: string;
  referral?: string;
  use_account?: boolean;
  lines: TrialLine[];
}

export interface TrialForm {
  scheme: string;
  category: string;
  birth_date: Dayjs;
  aid?: string;
  civil_servant?: boolean;
  frozen?: boolean;
  account_balance?: string;
  encounters: TrialEncounter[];
}

type Case = Schema<'Case'>;

function lineOf(line: TrialLine): NonNullable<Case['encounters'][number]['lines']>[number] {
  const ceiling = parseYuanInput(line.ceiling ?? '');
  const ratio = parsePercentInput(line.first_ratio ?? '');
  return {
    class: line.class,
    amount: parseYuanInput(line.amount) ?? line.amount,
    ...(ceiling !== null && { ceiling }),
    ...(ratio !== null && { first_ratio: ratio }),
  };
}

function encounterOf(encounter: TrialEncounter, index: number): Case['encounters'][number] {
  return {
    id: `e${index + 1}`,
    benefit: encounter.benefit,
    date: encounter.date.format('YYYY-MM-DD'),
    provider_level: Number(encounter.level),
    use_account: encounter.use_account ?? false,
    ...(encounter.referral && { referral: encounter.referral }),
    lines: encounter.lines.map(lineOf),
  };
}

/** The fields were validated by the form; the server checks all of it again. */
export function caseOf(form: TrialForm): Case {
  const balance = parseYuanInput(form.account_balance ?? '');
  return {
    scheme: form.scheme,
    person: {
      category: form.category,
      birth_date: form.birth_date.format('YYYY-MM-DD'),
      ...(form.aid && { aid: form.aid }),
      ...(form.civil_servant && { civil_servant: true }),
      ...(form.frozen && { frozen: true }),
    },
    ...(balance !== null && { account_balance: balance }),
    encounters: form.encounters.map(encounterOf),
  };
}
