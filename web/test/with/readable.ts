import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { CONSOLE_TEXTS } from '../../src/text/console-texts.ts'
import { TEXTS } from '../../src/text/texts.ts'
import { DESKTOP, PHONE, type Setting } from './browser.ts'

/** WCAG 2.2 AA and good practice. */
const EVERYTHING = { type: 'tag' as const, values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }
/** What another theme may change in a page that is otherwise the same. */
const COLOURS = { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] }

/** What axe finds wrong on a page. */
export async function violations(page: Page, runOnly: typeof EVERYTHING | typeof COLOURS = EVERYTHING) {
  // Of one document: axe needs no page of its own to put frames together.
  const axe = new AxeBuilder({ page }).options({ runOnly, resultTypes: ['violations'] }).setLegacyMode()
  const { violations: found } = await axe.analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** Colours in the middle of a transition are nobody's choice: what ends has ended. Waiting for the end could wait for ever. */
export const calm = (page: Page) =>
  page.evaluate(() => {
    for (const animation of document.getAnimations()) if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish()
  })

/** What depends on the width is drawn anew; a window that is drawn no more is not waited for. */
const drawnAnew = (page: Page) =>
  page.evaluate(
    () =>
      new Promise((drawn) => {
        requestAnimationFrame(() => requestAnimationFrame(drawn))
        setTimeout(drawn, 2_000)
      }),
  )

/** The page, or the conversation in it, which scrolls by itself. */
export const widerThanTheWindow = (page: Page) =>
  page.evaluate(() => {
    const conversation = document.querySelector('[data-messages]')?.parentElement
    return (
      document.documentElement.scrollWidth > innerWidth ||
      (conversation instanceof HTMLElement && conversation.scrollWidth > conversation.clientWidth)
    )
  })

/** Lines of the page that are a whole sentence of the other language. */
export async function untranslated(page: Page, { language = 'fr' }: Setting): Promise<string[]> {
  const all = { fr: { ...CONSOLE_TEXTS.fr, ...TEXTS.fr }, en: { ...CONSOLE_TEXTS.en, ...TEXTS.en } }
  const [mine, theirs] = language === 'en' ? [all.en, all.fr] : [all.fr, all.en]
  const own = new Set<string>(Object.values(mine))
  const foreign = new Set<string>(Object.values(theirs).filter((text) => !own.has(text)))
  const button = theirs['language.other']
  const text = (await page.locator('body').innerText()).replaceAll('\u00a0', ' ')
  return text.split('\n').filter((line) => foreign.has(line.trim()) && line.trim() !== button)
}

/** What the bars at the bottom cover can be scrolled to: it is judged uncovered. */
async function asTallAs(page: Page): Promise<void> {
  const { width = 0, height = 0 } = page.viewportSize() ?? {}
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.max(height, whole) })
}

const look = (scheme: 'light' | 'dark', size: typeof DESKTOP, rules: typeof EVERYTHING | typeof COLOURS) => ({ scheme, size, rules })
/** In what every page must read well, each language from its own first: so that pages are opened on a phone too, and in the dark. */
const LOOKS = {
  fr: [
    look('light', DESKTOP, EVERYTHING),
    look('dark', DESKTOP, COLOURS),
    look('dark', PHONE, EVERYTHING),
    look('light', PHONE, COLOURS),
  ] as const,
  en: [
    look('dark', PHONE, EVERYTHING),
    look('light', PHONE, COLOURS),
    look('light', DESKTOP, EVERYTHING),
    look('dark', DESKTOP, COLOURS),
  ] as const,
}
export const LANGUAGES = ['fr', 'en'] as const

/** A window as pages are opened there, before they are judged. */
export const firstLook = (language: 'fr' | 'en') => ({ language, scheme: LOOKS[language][0].scheme, size: LOOKS[language][0].size })

/** Goes to a page in its first look, and waits until it has its words. */
export async function openAsFirst(page: Page, path: string, language: 'fr' | 'en'): Promise<void> {
  const [{ scheme, size }] = LOOKS[language]
  await page.emulateMedia({ colorScheme: scheme })
  await page.setViewportSize(size)
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached', timeout: 60_000 })
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
}

/** Both themes, at a desk and on a phone, of the page that is open: nothing that axe finds, nothing beside the window, one language. */
export async function expectReadable(page: Page, path: string, language: 'fr' | 'en', { tall = true } = {}): Promise<void> {
  for (const { scheme, size, rules } of LOOKS[language]) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize(size)
    await page.waitForFunction((wanted) => document.documentElement.dataset['mantineColorScheme'] === wanted, scheme)
    await drawnAnew(page)
    await calm(page)
    if (tall) await asTallAs(page)
    const where = `${path}, ${language}, ${scheme}, ${size.width} pixels`
    expect(await violations(page, rules), where).toEqual([])
    expect(await widerThanTheWindow(page), `${where} scrolls sideways`).toBe(false)
    expect(await untranslated(page, { language }), where).toEqual([])
  }
  expect(await page.locator('html').getAttribute('lang')).toBe(language)
}
