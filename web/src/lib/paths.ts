// Addresses of the pages, so that a page can link to another feature without importing it.
export const paths = {
  overview: '/',
  persons: '/persons',
  person: (psnNo: string) => `/persons/${encodeURIComponent(psnNo)}`,
  settlements: '/settlements',
  settlement: (setlId: string) => `/settlements/${encodeURIComponent(setlId)}`,
  ledger: '/ledger',
  ledgerEntry: (no: string) => `/ledger?entry=${encodeURIComponent(no)}`,
  audit: '/audit',
  policies: '/policies',
  policy: (pack: string) => `/policies/${encodeURIComponent(pack)}`,
};
