import { useMediaQuery } from '@mantine/hooks'

/** Too narrow for a table, by the phone or by the zoom: cards then. */
export const useIsNarrow = (): boolean => useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
