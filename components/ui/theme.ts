import { createTheme, defaultVariantColorsResolver, type MantineColorsTuple } from "@mantine/core";
import controls from "./controls.module.css";
import { palette } from "./palette.ts";

const leaf: MantineColorsTuple = [
  "#eef6f1",
  "#e5f0ea",
  "#cde3d7",
  "#b9d6c7",
  "#7cc4a0",
  "#4f9b78",
  "#2b6a4d",
  "#245a42",
  "#1d4a36",
  "#153828",
];

/** The one theme: type, spacing, sizes and colours of every screen. Colours themselves are in `palette.ts`. */
export const theme = createTheme({
  colors: { leaf },
  primaryColor: "leaf",
  primaryShade: { light: 6, dark: 4 },
  black: palette.light["--ink"],
  white: palette.light["--surface"],
  fontFamily: '"Inter Variable", Inter, system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", "JetBrains Mono", ui-monospace, monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "14px", xl: "20px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.3" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "8px", xl: "999px" },
  defaultRadius: "sm",
  shadows: { md: "0 8px 30px rgb(0 0 0 / 0.16)" },
  cursorType: "pointer",
  respectReducedMotion: true,
  variantColorResolver: input => {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === "filled" ? { ...colors, color: "var(--on-fill)" } : colors;
  },
  components: {
    Button: {
      defaultProps: { variant: "default" },
      classNames: { root: controls.button },
      vars: (_theme: unknown, props: { size?: unknown }) =>
        String(props.size).startsWith("compact")
          ? { root: {} }
          : { root: { "--button-height": "32px", "--button-fz": "13px", "--button-padding-x": "12px" } },
    },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: 32 } },
    Input: {
      vars: (_theme: unknown, props: { multiline?: boolean }) =>
        props.multiline ? { wrapper: {} } : { wrapper: { "--input-height": "32px", "--input-fz": "13px" } },
      classNames: { input: controls.input },
    },
    InputWrapper: { classNames: { label: controls.label, description: controls.description } },
    Checkbox: {
      defaultProps: { size: "16px", radius: "xs" },
      classNames: {
        input: controls.checkbox,
        label: controls.checkboxLabel,
        description: controls.description,
      },
    },
    SegmentedControl: {
      classNames: { root: controls.segments, indicator: controls.segment, label: controls.segmentLabel },
      vars: () => ({ root: { "--sc-font-size": "13px", "--sc-padding": "4px 10px", "--sc-radius": "6px" } }),
      defaultProps: { transitionDuration: 0 },
    },
    Popover: { defaultProps: { withinPortal: false } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
    Kbd: { classNames: { root: controls.key } },
    Tabs: { classNames: { tab: controls.tab, list: controls.tabList } },
    Menu: {
      defaultProps: {
        shadow: "md",
        transitionProps: { duration: 0 },
        withinPortal: false,
        withInitialFocusPlaceholder: false,
      },
      classNames: { item: controls.menuItem },
    },
    ModalRoot: { defaultProps: { centered: true, transitionProps: { duration: 0 } } },
    Tooltip: {
      defaultProps: {
        openDelay: 300,
        transitionProps: { duration: 0 },
        events: { hover: true, focus: true, touch: false },
      },
      classNames: { tooltip: controls.tooltip },
    },
    Select: { defaultProps: { allowDeselect: false, comboboxProps: { transitionProps: { duration: 0 } } } },
  },
});
