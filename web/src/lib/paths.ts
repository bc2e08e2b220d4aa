// Addresses of the pages, so that a page can link to another feature without importing it.
export const paths = {
  overview: '/',
  persons: '/persons',
  person: (psnNo: string) => `/persons/${encodeURIComponent(psnNo)}`,
  settlements: '/settlements',
  settlement: (setlId: string) => `/settlements/${encodeURIComponent(setlId)}`,
  employers: '/employers',
  employer: (code: string) => `/employers/${encodeURIComponent(code)}`,
  imports: '/imports',
  levy: '/levy',
  levyMonth: (month: string) => `/levy?month=${month}`,
  bill: (number: string) => `/levy/bills/${encodeURIComponent(number)}`,
  ledger: '/ledger',
  ledgerEntry: (no: string) => `/ledger?entry=${encodeURIComponent(no)}`,
  audit: '/audit',
  policies: '/policies',
  policy: (pack: string) => `/policies/${encodeURIComponent(pack)}`,
};
