import { gzipSync } from 'node:zlib'
import { type BrowserContext, chromium } from 'playwright-core'
import { buildWeb } from '../stack/build-web.ts'
import { installBrowser } from '../stack/find-browser.ts'
import { narrateTo } from '../stack/narrate.ts'
import { type Figure, type Pair, compared, median, spreadOf } from './figure.ts'
import { type Homeserver, loginAs, say } from './matrix.ts'
import { startMinimalPage } from './minimal-page.ts'
import { inTurn, pairsOf } from './pairs.ts'
import { MEMBERS, openRegistry, personIds, putCirclesOfNine } from './registry.ts'
import type { Benched, Stacks } from './stacks.ts'

const LAST = 'Le dernier message de la mesure.'
const SIDE_BY_SIDE = 6

/**
 * A professional opens a journal: for the first time on this device, again, and one of 10,000 messages; beside the same acts in a page
 * that is matrix-js-sdk and a list of lines.
 */
export async function benchPages(stacks: Stacks, quick: boolean): Promise<Figure[]> {
  await buildWeb(narrateTo(process.stdout))
  const stack = await stacks.whole()
  const [small, large] = await fillJournals(stack, quick ? 1_000 : 10_000)
  const minimal = await startMinimalPage(stack.baseUrl)
  const browser = await chromium.launch({
    executablePath: await installBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  })
  try {
    const person = await session(stack)
    const open = {
      ours: (of: Journal) => `/dossiers/${of.circle}/journal`,
      reference: (of: Journal) => `${minimal.url}/#${encodeURIComponent(of.room)}`,
    }
    const device = async (): Promise<BrowserContext> => {
      const context = await browser.newContext({ baseURL: stack.baseUrl })
      await context.addInitScript((kept) => localStorage.setItem('session', kept), JSON.stringify(person))
      return context
    }
    const weights: number[] = []
    const cold = (address: string) => async () => {
      await using context = await device()
      const { milliseconds, scripts } = await timeToMessage(context, address, LAST)
      if (address.startsWith('/')) weights.push(scripts)
      return milliseconds
    }
    const rounds = quick ? 4 : 10
    const first = pairsOf(await inTurn(rounds, cold(open.ours(small)), cold(open.reference(small))))
    const again = await warm(device, open.ours(small), open.reference(small), rounds)
    const long = await warm(device, open.ours(large), open.reference(large), rounds)
    const scripts = Math.max(...weights)
    return [
      { name: 'JavaScript avant que le journal serve, compressé', unit: 'Ko', ours: scripts, goal: { is: 'at most', value: 450 } },
      { name: 'Premier message affiché, appareil neuf / page minimale', unit: 'ms', ...compared(first) },
      { name: 'Le même, appareil connu / page minimale', unit: 'ms', ...compared(again) },
      {
        name: `Journal de ${(quick ? 1_000 : 10_000).toLocaleString('fr-FR')} messages, appareil connu`,
        unit: 'ms',
        ours: median(long.map(({ ours }) => ours)),
        reference: median(long.map(({ reference }) => reference)),
        spread: spreadOf(long.map(({ ours }) => ours)),
        goal: { is: 'at most', value: 1_000 },
      },
    ]
  } finally {
    await browser.close()
    await minimal.stop()
  }
}

interface Journal {
  readonly circle: string
  readonly room: string
}

async function fillJournals(stack: Benched, messages: number): Promise<[Journal, Journal]> {
  const registry = await openRegistry(stack)
  const circles = ['pages-court', 'pages-long']
  const rooms = await putCirclesOfNine(registry, circles)
  const people = await Promise.all(personIds.slice(0, MEMBERS).map((id) => loginAs(stack.homeserver, registry.userOf(id))))
  await registry.close()
  const journals = circles.map((circle, index) => ({ circle, room: rooms[index] ?? '' })) as [Journal, Journal]
  for (const [index, { room }] of journals.entries()) await write(people, room, index === 0 ? 40 : messages)
  return journals
}

async function write(people: readonly Homeserver[], room: string, messages: number): Promise<void> {
  const left = Array.from({ length: messages }, (_, index) => index).values()
  const work = async () => {
    for (const index of left) {
      const person = people[index % people.length]
      if (person !== undefined) await say(person, room, `Message ${index} : pansement refait, prochaine visite jeudi à 9 h.`)
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work))
  if (people[0] !== undefined) await say(people[0], room, LAST)
}

/** As the pages keep it. */
async function session(stack: Benched): Promise<object> {
  const userId = `@${personIds[1] ?? ''}:${stack.serverName}`
  const { token } = await loginAs(stack.homeserver, userId)
  return { userId, deviceId: 'BENCH', accessToken: token }
}

/** A device that has opened the page before opens it again, in turn with the reference. */
async function warm(device: () => Promise<BrowserContext>, ours: string, reference: string, rounds: number): Promise<Pair[]> {
  await using own = await device()
  await using other = await device()
  await timeToMessage(own, ours, LAST)
  await timeToMessage(other, reference, LAST)
  return pairsOf(
    await inTurn(
      rounds,
      async () => (await timeToMessage(own, ours, LAST)).milliseconds,
      async () => (await timeToMessage(other, reference, LAST)).milliseconds,
    ),
  )
}

/** From the address to the message on the screen; and how many kilobytes of scripts came for it, compressed. */
async function timeToMessage(context: BrowserContext, address: string, text: string): Promise<{ milliseconds: number; scripts: number }> {
  const page = await context.newPage()
  const weighed: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script')
      weighed.push(
        response.body().then(
          (body) => gzipSync(body).length,
          () => 0,
        ),
      )
  })
  const since = performance.now()
  await page.goto(address, { waitUntil: 'commit' })
  await page.getByText(text).first().waitFor({ timeout: 60_000 })
  const milliseconds = performance.now() - since
  const scripts = (await Promise.all(weighed)).reduce((sum, bytes) => sum + bytes, 0) / 1_000
  // The store is written a moment after.
  await page.waitForTimeout(1_500)
  await page.close()
  return { milliseconds, scripts }
}
