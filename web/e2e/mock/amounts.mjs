// Whole fen in the mock; texts of yuan at its edge.
export const toFen = (text) => Number(text.replace('.', ''));
export const yuan = (fen) => {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
export const named = (id, zh, en) => ({ id, name: { zh, en } });
export const text = (zh, en) => ({ zh, en });

/** share in percent; fen * share% as an exact decimal of yuan, and as rounded fen. */
export const product = (fen, percent) => {
  const exact = fen * percent;
  const digits = String(exact).padStart(5, '0');
  const decimals = digits.slice(-4).replace(/0{1,2}$/, '');
  return { exact: `${digits.slice(0, -4)}.${decimals}`, fen: Math.floor((exact + 50) / 100) };
};
