import { benchAdmission } from '../bench/admission.ts'
import { benchAnswers } from '../bench/answers.ts'
import { benchConsole } from '../bench/console.ts'
import { benchFolders } from '../bench/folders.ts'
import { benchGateway } from '../bench/gateway.ts'
import { benchEvents } from '../bench/events.ts'
import { type Figure, HEADING, line } from '../bench/figure.ts'
import { benchMessages } from '../bench/messages.ts'
import { benchPages } from '../bench/pages.ts'
import { benchProvisioning } from '../bench/provisioning.ts'
import { benchSize } from '../bench/size.ts'
import { benchStructure } from '../bench/structure.ts'
import { type Stacks, clearDeadBenches, prepareStacks } from '../bench/stacks.ts'
import { duration } from './narrate.ts'
import { Problem } from './problem.ts'

const BENCHES: Record<string, (stacks: Stacks, quick: boolean) => Promise<Figure[]>> = {
  messages: benchMessages,
  provisioning: benchProvisioning,
  admission: benchAdmission,
  size: benchSize,
  answers: benchAnswers,
  gateway: benchGateway,
  events: benchEvents,
  pages: benchPages,
  folders: benchFolders,
  structure: benchStructure,
  console: benchConsole,
}
const USAGE = `Usage : npm run bench [-- [--quick] nom …]
  messages      un message ordinaire, avec et sans module
  provisioning  des journaux de neuf personnes, contre l'API nue
  admission     du registre à la lecture, contre l'API nue
  size          un changement parmi 50 000 cercles, contre 100
  answers       réponses du service des règles par seconde de cœur
  gateway       à travers la passerelle et le module, contre Synapse nu : messages, lectures, débit, fichiers, temps de cœur, mémoire
  events        ce que Synapse livre : lu, indexé, compté, contre ce qu'il peut produire ; 50 000 salons contre 100
  pages         les pages d'un professionnel : poids, premier message affiché, journal de 10 000 messages, contre une page minimale
  folders       les documents d’un DAC : 200 classeurs et 10 000 documents, contre un centième
  structure     les contacts d’une structure de 10 000 personnes, ce qu’on sait d’une personne de 500 cercles, contre un centième
  console       les listes, filtres et recherches de la console : 50 000 cercles et 10 000 personnes, contre un centième
  --quick       moins de tours : plus court, plus bruité`

/** Measures, prints one line per figure as it comes, and leaves nothing behind. A goal that is missed is not a failure. */
async function bench(names: readonly string[], quick: boolean, stacks: Stacks): Promise<void> {
  console.log(HEADING)
  for (const name of names) for (const figure of (await BENCHES[name]?.(stacks, quick)) ?? []) console.log(line(figure))
}

const args = process.argv.slice(2)
const named = args.filter((arg) => arg !== '--quick')
const unknown = named.find((name) => !(name in BENCHES))
if (unknown !== undefined) {
  console.error(args.includes('--help') ? USAGE : `Mesure inconnue : « ${unknown} ».\n${USAGE}`)
  process.exit(args.includes('--help') ? 0 : 1)
}

const since = Date.now()
await clearDeadBenches()
const stacks = prepareStacks((text) => console.error(text))
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    interrupted = true
    void stacks.stop().finally(() => process.exit(130))
  })
}
try {
  await bench(named.length > 0 ? named : Object.keys(BENCHES), args.includes('--quick'), stacks)
} catch (error) {
  // What fails because its stack is being stopped says nothing.
  if (!interrupted) console.error(error instanceof Problem ? `${error.message}\n${error.detail}` : error)
  process.exitCode = 1
} finally {
  await stacks.stop()
}
console.log(`Durée : ${duration(Date.now() - since)}`)
