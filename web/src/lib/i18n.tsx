// Two languages side by side: a message is a pair {zh, en}, so a missing translation does not
// compile.
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import type { Text } from './schema';

export type Lang = 'zh' | 'en';
export type Messages = Record<string, Text>;

interface LangState {
  lang: Lang;
  setLang: (lang: Lang) => void;
}

const storageKey = 'tongchou.lang';
const LangContext = createContext<LangState>({ lang: 'zh', setLang: () => undefined });

function storedLang(): Lang {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh';
}

export function LangProvider({ children }: { children: ReactNode }) {
  const [lang, setState] = useState<Lang>(storedLang);
  const setLang = useCallback((next: Lang) => {
    localStorage.setItem(storageKey, next);
    setState(next);
  }, []);
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  }, [lang]);
  const value = useMemo(() => ({ lang, setLang }), [lang, setLang]);
  return <LangContext.Provider value={value}>{children}</LangContext.Provider>;
}

export function useLang(): LangState {
  return useContext(LangContext);
}

/** Server texts are written for the middle of a sentence; on a page each begins one. */
export function startOf(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Picks the current language of a text that came from the server. */
export function usePick(): (text: Text) => string {
  const { lang } = useLang();
  return useCallback((text: Text) => startOf(text[lang] || text.zh || text.en), [lang]);
}

/** t('key', {n: 3}) from a feature's messages; `{n}` in the text is replaced. */
export function useText<M extends Messages>(messages: M) {
  const { lang } = useLang();
  return useCallback(
    (key: keyof M & string, values: Record<string, string | number> = {}): string => {
      const text = messages[key]?.[lang] ?? key;
      return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
    },
    [messages, lang],
  );
}
