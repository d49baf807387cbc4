import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** Petrol: calm, and dark enough to carry white text (AA from shade 6 on). */
const petrol: MantineColorsTuple = [
  '#eef7f8',
  '#d8ecef',
  '#b0d8de',
  '#82c1ca',
  '#57a9b5',
  '#368f9d',
  '#1d7684',
  '#10606d',
  '#0c4d58',
  '#083a43',
]
const red: MantineColorsTuple = [
  '#fdf0ef',
  '#f9dcda',
  '#f0b6b2',
  '#e88e88',
  '#df6a62',
  '#d1493f',
  '#bb352c',
  '#9f2720',
  '#801e19',
  '#641713',
]
/** Neutrals lean towards the petrol, so that grey never looks dirty beside it. */
const gray: MantineColorsTuple = [
  '#f5f8f8',
  '#ebf0f0',
  '#dbe3e3',
  '#c5d0d1',
  '#a3b1b3',
  '#7b8b8e',
  '#5f7073',
  '#4c5d61',
  '#334246',
  '#17262a',
]
const dark: MantineColorsTuple = [
  '#e3eaeb',
  '#c3cdcf',
  '#a0aeb1',
  '#74858a',
  '#4a5a5f',
  '#2e3b3f',
  '#222d31',
  '#182124',
  '#101719',
  '#0a0f11',
]

export const theme = createTheme({
  colors: { petrol, red, gray, dark },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  black: '#17262a',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", Menlo, monospace',
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.1875rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  components: {
    // Where they are read: inside the landmark of what opens them, its first entry focused.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { withinPortal: false } },
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
  },
})

/** Mantine's own muted greys and reds miss AA on some grounds; these are the variables that decide it. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': gray[9],
    '--mantine-color-dimmed': gray[7],
    '--mantine-color-placeholder': gray[6],
    '--mantine-color-anchor': petrol[7],
    '--mantine-color-error': red[7],
    '--mantine-color-default-border': gray[5],
  },
  dark: {
    '--mantine-color-body': dark[7],
    '--mantine-color-text': dark[0],
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-placeholder': dark[2],
    '--mantine-color-anchor': petrol[3],
    '--mantine-color-error': red[3],
    '--mantine-color-default-border': dark[3],
    '--mantine-color-default': dark[7],
  },
})
