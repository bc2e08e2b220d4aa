// A restrained theme: pine green on warm paper, ochre for what is assumed, brick for what is wrong.
import type { ThemeConfig } from 'antd';

// Who asks the system for less motion gets dialogs that do not grow.
const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export const theme: ThemeConfig = {
  token: {
    motion: !still,
    colorPrimary: '#1b565a',
    colorLink: '#1b565a',
    colorLinkHover: '#0f3a3d',
    colorInfo: '#1b565a',
    colorSuccess: '#3f6b3a',
    colorWarning: '#96610a',
    colorError: '#a3392b',
    colorText: '#1d2629',
    colorTextSecondary: '#535f62',
    colorTextTertiary: '#667174',
    colorTextDescription: '#535f62',
    colorTextPlaceholder: '#687275',
    colorBgLayout: '#f3f1eb',
    colorBgContainer: '#fffefb',
    colorBgElevated: '#fffefb',
    colorBorder: '#cfcabd',
    colorBorderSecondary: '#e4e0d5',
    colorInfoBg: '#eef4f1',
    colorInfoBorder: '#b9cfca',
    colorSuccessBg: '#edf3e8',
    colorSuccessBorder: '#c5d5bb',
    colorWarningBg: '#fbf1da',
    colorWarningBorder: '#e3c27d',
    colorErrorBg: '#faece8',
    colorErrorBorder: '#e3b7ad',
    borderRadius: 3,
    fontSize: 14,
    controlHeight: 32,
    fontFamily:
      '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", ' +
      '"Microsoft YaHei", system-ui, sans-serif',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Table: {
      headerBg: '#f0ede4',
      headerColor: '#434e51',
      headerSplitColor: 'transparent',
      rowHoverBg: '#f1f5f2',
      borderColor: '#e8e4d9',
      cellPaddingBlockSM: 6,
      cellPaddingInlineSM: 8,
    },
    Tabs: { horizontalMargin: '0 0 12px 0' },
    Tag: { defaultBg: '#eeebe2', defaultColor: '#434e51' },
  },
};
