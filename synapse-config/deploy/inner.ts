import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { POOLED_ROUTES, patternOf, verbsOf } from './worker-routes.ts'

/** Host and port of each process of the homeserver, and where the proxy between them and the gateways listens. */
export interface Inner {
  readonly listen: string
  readonly main: string
  readonly client: readonly string[]
  readonly sync: readonly string[]
}
/** What the files in this directory say; an installation changes it. */
export const EXAMPLE: Inner = {
  listen: '127.0.0.1:8007',
  main: '127.0.0.1:8008',
  client: ['127.0.0.1:8011', '127.0.0.1:8012'],
  sync: ['127.0.0.1:8021', '127.0.0.1:8022'],
}

const SAYS = `# Between the gateways (HOMESERVER_URL) and the processes of Synapse: what any worker can answer goes to one of them. Made by
# \`node synapse-config/deploy/inner.ts\` from the gateway's own table; a test compares. Listens on loopback: nobody but a gateway asks here.
`
const servers = (addresses: readonly string[]) => addresses.map((address) => `  server ${address};\n`).join('')

export const innerNginx = ({ listen, main, client, sync }: Inner): string => `${SAYS}
map "$request_method $request_uri" $synapse_pool {
  default synapse_main;
${POOLED_ROUTES.map((row) => `  "~^(${verbsOf(row)}) ${patternOf(row)}(\\?|$)" ${row.pool};`).join('\n')}
}

upstream synapse_main {
${servers([main])}  keepalive 32;
}
upstream synapse_client {
  least_conn;
${servers(client)}  keepalive 32;
}
# The same person stays at the same process, which then has their rooms at hand.
upstream synapse_sync {
  hash $http_authorization consistent;
${servers(sync)}  keepalive 32;
}

server {
  listen ${listen};
  server_tokens off;
  # No access log: the gateway's would say the same. Below \`crit\` nginx writes whole requests, with their access tokens.
  access_log off;
  error_log /var/log/nginx/care-inner-error.log crit;
  merge_slashes off;
  client_max_body_size 110m;

  location / {
    proxy_pass http://$synapse_pool;
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    proxy_request_buffering off;
    proxy_buffering off;
    proxy_read_timeout 10m;
    proxy_connect_timeout 3s;
    proxy_next_upstream error timeout;
    proxy_next_upstream_tries 2;
  }
  # Words that clients understand, and try again after.
  error_page 502 504 = @silent;
  location @silent {
    default_type application/json;
    add_header Retry-After 2 always;
    add_header Access-Control-Allow-Origin * always;
    return 503 '{"errcode":"M_UNKNOWN","error":"Le service ne répond pas : réessayez dans un instant.","retry_after_ms":2000}';
  }
}
`

const caddyPool = (pool: string, addresses: readonly string[], policy: string): string => `
	handle ${pool} {
		reverse_proxy ${addresses.join(' ')} {
			lb_policy ${policy}
			lb_try_duration 5s
			lb_try_interval 100ms
			fail_duration 5s
			flush_interval -1
			# The gateway has said who asks.
			trusted_proxies 127.0.0.0/8 ::1
			transport http {
				versions 1.1
				dial_timeout 3s
				compression off
			}
		}
	}`

/** One matcher per row: Caddy tries them in this order. */
export function innerCaddy({ listen, main, client, sync }: Inner): string {
  const matchers = POOLED_ROUTES.map(
    (row, index) => `	@${row.pool}_${index} {
		method ${verbsOf(row).replaceAll('|', ' ')}
		vars_regexp {http.request.uri} ^${patternOf(row)}(\\?|$)
	}
	vars @${row.pool}_${index} pool ${row.pool}`,
  )
  return `${SAYS}{
	admin off
	auto_https off
	log {
		format filter {
			wrap json
			fields {
				request>uri regexp \\?.* ""
				request>headers delete
			}
		}
	}
}

http://${listen} {
${matchers.join('\n')}
	@sync vars {http.vars.pool} synapse_sync
	@client vars {http.vars.pool} synapse_client
${caddyPool('@sync', sync, 'header Authorization')}${caddyPool('@client', client, 'least_conn')}${caddyPool('', [main], 'first').replace('handle  {', 'handle {')}
	# Words that clients understand, and try again after.
	handle_errors {
		header Content-Type application/json
		header Retry-After 2
		header Access-Control-Allow-Origin *
		respond \`{"errcode":"M_UNKNOWN","error":"Le service ne répond pas : réessayez dans un instant.","retry_after_ms":2000}\` 503
	}
}
`
}

if (import.meta.main) {
  writeFileSync(join(import.meta.dirname, 'nginx', 'inner.conf'), innerNginx(EXAMPLE))
  writeFileSync(join(import.meta.dirname, 'caddy', 'inner.Caddyfile'), innerCaddy(EXAMPLE))
}
