import { theme, type ThemeConfig } from 'antd';

const FONT =
  "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";

/** Calm and flat: one blue, small radii, readable sizes on an office screen. */
export function themeOf(isDark: boolean): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: isDark ? '#4c8fd6' : '#1d5c9e',
      colorInfo: isDark ? '#4c8fd6' : '#1d5c9e',
      colorBgLayout: isDark ? '#131619' : '#f3f5f8',
      colorBgContainer: isDark ? '#1b1f24' : '#ffffff',
      colorBgElevated: isDark ? '#232930' : '#ffffff',
      borderRadius: 4,
      fontFamily: FONT,
      fontSize: 14,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
  };
}
