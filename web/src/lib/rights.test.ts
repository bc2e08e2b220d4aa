import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { may, type Right, type Role } from './rights';

const roles: Role[] = [
  'clerk',
  'helper',
  'reviewer',
  'finance',
  'officer',
  'leader',
  'auditor',
  'admin',
];

/** The rights table of the contract: one row per right, one column per role. */
function contractTable(): [Right, Record<Role, boolean>][] {
  const text = readFileSync('../api/openapi.yaml', 'utf8');
  const rows = [...text.matchAll(/^ +\| ([a-z]+\.[a-z]+) +\|(.*)\|$/gm)];
  return rows.map((row) => {
    const cells = (row[2] ?? '').split('|').map((cell) => cell.trim() === 'yes');
    const granted = Object.fromEntries(roles.map((role, i) => [role, cells[i] ?? false]));
    return [row[1] as Right, granted as Record<Role, boolean>];
  });
}

describe('rights', () => {
  it('are the ones of the contract', () => {
    const table = contractTable();
    expect(table.length).toBe(46);
    for (const [right, granted] of table) {
      for (const role of roles)
        expect([right, role, may([role], right)]).toEqual([right, role, granted[role]]);
    }
  });

  it('of an insured person are the own data alone', () => {
    expect(may(['member'], 'own.read')).toBe(true);
    expect(roles.some((role) => may([role], 'own.read'))).toBe(false);
    for (const [right] of contractTable()) expect(may(['member'], right)).toBe(false);
  });

  it('add up over several roles', () => {
    expect(may(['admin', 'finance'], 'ledger.read')).toBe(true);
    expect(may(['admin', 'finance'], 'person.read')).toBe(false);
    expect(may([], 'overview.read')).toBe(false);
  });
});
