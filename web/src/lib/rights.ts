// Who may see and do what: the same table as in api/openapi.yaml. The server enforces it; the page
// uses it to offer only what will be answered.
import type { Schema } from './schema';

export type Role = Schema<'Role'>;

const staff = [
  'clerk',
  'helper',
  'reviewer',
  'finance',
  'officer',
  'leader',
  'auditor',
  'admin',
] as const satisfies readonly Role[];

const rightsTable = {
  'overview.read': staff,
  'person.read': ['clerk', 'helper', 'reviewer', 'leader', 'auditor'],
  'person.identify': ['clerk', 'auditor'],
  'settlement.read': ['clerk', 'leader', 'auditor'],
  'ledger.read': ['finance', 'leader', 'auditor'],
  'ledger.verify': ['finance', 'leader', 'auditor'],
  'clearing.read': ['finance', 'leader', 'auditor'],
  'clearing.post': ['finance'],
  'audit.read': ['auditor', 'admin'],
  'policy.read': staff,
  'policy.try': staff,
  'employer.read': ['clerk', 'helper', 'reviewer', 'finance', 'leader', 'auditor'],
  'employer.write': ['clerk'],
  'employer.review': ['reviewer'],
  'member.import': ['clerk', 'helper'],
  'levy.read': ['clerk', 'helper', 'reviewer', 'finance', 'leader', 'auditor'],
  'levy.run': ['finance'],
  'receipt.read': ['clerk', 'helper', 'reviewer', 'finance', 'leader', 'auditor'],
  'receipt.import': ['clerk'],
  'receipt.post': ['finance'],
  'dunning.run': ['clerk'],
  'account.read': ['clerk', 'reviewer', 'finance', 'leader', 'auditor'],
  'account.write': ['clerk'],
  'account.decide': ['reviewer', 'finance'],
  'interest.run': ['finance'],
  'card.write': ['clerk'],
  'card.review': ['reviewer'],
  'person.write': ['clerk'],
  'person.review': ['reviewer'],
  'member.login': ['clerk'],
  'own.read': ['member'],
  'special.read': ['clerk', 'reviewer', 'finance', 'leader', 'auditor'],
  'special.write': ['clerk'],
  'special.decide': ['reviewer', 'finance'],
  'special.run': ['finance'],
  'health.read': ['clerk', 'auditor'],
  'health.write': ['clerk'],
  'household.write': ['clerk', 'helper'],
  'target.read': ['clerk', 'helper', 'reviewer', 'finance', 'leader', 'auditor'],
  'target.write': ['leader'],
  'policy.draft': ['officer'],
  'policy.approve': ['leader'],
  'whatif.read': ['finance', 'officer', 'leader', 'auditor'],
  'whatif.run': ['finance', 'officer', 'leader'],
  'recompute.read': ['finance', 'officer', 'leader', 'auditor'],
  'recompute.run': ['finance'],
  'recompute.decide': ['leader'],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof rightsTable;

export function may(roles: readonly Role[], right: Right): boolean {
  const granted: readonly Role[] = rightsTable[right];
  return roles.some((role) => granted.includes(role));
}
