/** The address of the database that a rendered homeserver.yaml names: each value of that section is JSON on its own line. */
export function databaseNamedIn(homeserverYaml: string): string {
  const [, section = ''] = homeserverYaml.split(/^database:$/m)
  const value = (key: string) => String(JSON.parse(new RegExp(`^ {4}${key}: (.+)$`, 'm').exec(section)?.[1] ?? '""'))
  const url = new URL(`postgresql://${value('host')}:${value('port')}/${value('dbname')}`)
  url.username = encodeURIComponent(value('user'))
  url.password = encodeURIComponent(value('password'))
  return url.href
}
