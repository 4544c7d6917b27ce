export const usage = `Espalier

  espalier serve                                    database, web and worker on this machine: what npm start runs
  espalier web | worker                             one process each, against DATABASE_URL, for production
  espalier migrate                                  brings the database to this version, as MIGRATE_DATABASE_URL
  espalier workspace create NAME [--json]           on the server's machine: prints the owner key, once
  espalier import FILE --workspace NAME [--format F] [--json]
  espalier judge NAME --by-reward REWARD [--json]   prefers the higher reward of every two runs of a task
  espalier snapshot NAME --filter EXPR --recipe dpo|reward --to CORPUS [--at REF] [--json]
  espalier snapshot NAME --corpus CORPUS [--to FOLDER] [--json]
  espalier pull NAME/CORPUS@vN FOLDER [--json]      every sha256 verified; resumes
  espalier branch create NAME BRANCH [--from REF]   also: branch list NAME, branch delete NAME BRANCH
  espalier edit NAME --branch B --filter EXPR --set FIELD=VALUE --message M [--json]
  espalier diff NAME REF REF [--json]               what differs between two refs
  espalier log NAME REF [--json]                    the commits of a branch
  espalier merge NAME BRANCH [--into main] [--json] exits 1 and lists the conflicts where there are any

Commands that talk to a server take --url and --api-key, or ESPALIER_URL and ESPALIER_API_KEY; on the server's own
machine they need neither.
`;
