"""What the test Hub answers when nothing goes wrong."""

from urllib.parse import quote, unquote, urlencode

from hub_content import HubFile
from hub_exchange import Answer, Asked, as_json, error, file_answer
from hub_repository import Repository

VERBS = ("revision", "tree", "refs", "commits", "resolve")
KINDS = {"models": "model", "datasets": "dataset"}


def answer(hub, asked: Asked) -> Answer:
    segments = [unquote(each) for each in asked.raw_path.split("/")[1:]]
    if asked.server == "cdn":
        return _linked(hub, asked, segments)
    found = _route(hub, asked, segments)
    return found.with_headers(
        RateLimit='"api";r=499;t=300', RateLimit_Policy='"fixed window";"api";q=500;w=300', X_Request_Id=f"Root-{len(hub.requests)}")


def _route(hub, asked: Asked, segments: list[str]) -> Answer:
    match segments:
        case ["api", ("models" | "datasets") as plural]:
            asked.what = "api:list"
            return _list(hub, asked, KINDS[plural])
        case ["api", "whoami-v2"]:
            asked.what = "api:whoami"
            known = hub.token and asked.authorization == f"Bearer {hub.token}"
            return as_json({"type": "user", "name": "tester"}) if known else error(401, None, "Invalid username or password.")
        case ["api", "resolve-cache", plural, *rest] if plural in KINDS:
            return _resolve(hub, asked, KINDS[plural], rest[:2], rest[2], rest[3:], cached=True)
        case ["api", ("models" | "datasets") as plural, *rest]:
            return _api(hub, asked, KINDS[plural], rest)
        case ["datasets", *rest] if "resolve" in rest[1:3]:
            at = rest.index("resolve", 1)
            return _resolve(hub, asked, "dataset", rest[:at], rest[at + 1], rest[at + 2 :])
        case [*rest] if "resolve" in rest[1:3]:
            at = rest.index("resolve", 1)
            return _resolve(hub, asked, "model", rest[:at], rest[at + 1], rest[at + 2 :])
    asked.what = "nothing"
    return error(404, None, "Sorry, we can't find the page you are looking for.")


def _api(hub, asked: Asked, kind: str, rest: list[str]) -> Answer:
    count = 1 if len(rest) > 1 and rest[1] in VERBS else 2
    verb, *arguments = [*rest[count:], ""]
    asked.what = {"": "api:info", "revision": "api:info"}.get(verb, f"api:{verb}")
    repository = _find(hub, asked, kind, rest[:count])
    if isinstance(repository, Answer):
        return repository
    revision = arguments[0] if arguments and arguments[0] else "main"
    commit = repository.resolve(revision)
    if commit is None:
        return error(404, "RevisionNotFound", f"Invalid rev id: {revision}")
    if verb in ("", "revision"):
        return as_json(repository.info(commit, blobs=_flag(asked, "blobs")))
    if refusal := _refusal(hub, asked, repository):
        return refusal
    match verb:
        case "tree":
            return _tree(hub, asked, repository, commit, "/".join(each for each in arguments[1:] if each))
        case "refs":
            branches = [{"name": name, "ref": f"refs/heads/{name}", "targetCommit": at} for name, at in repository.branches.items()]
            return as_json({"branches": branches, "tags": [], "converts": []})
        case "commits":
            authors = [[{"user": each}] for each in repository.authors] or [[]]
            return as_json([
                {"id": commit, "title": "Add files", "message": "", "authors": each, "date": "2026-11-01T12:00:00.000Z"} for each in authors])
    return error(404, None, "no such page")


def _find(hub, asked: Asked, kind: str, names: list[str]) -> Repository | Answer:
    name = "/".join(names)
    if moved := hub.renamed.get(name):
        return Answer(307, {"Location": asked.target.replace(quote(name), quote(moved), 1)})
    if repository := hub.repositories.get((kind, name)):
        return repository
    if asked.authorization:
        return error(404, "RepoNotFound", "Repository not found")
    return error(401, None, "Invalid username or password.")


def _refusal(hub, asked: Asked, repository: Repository) -> Answer | None:
    """Gated and disabled repositories show their info and nothing else."""
    if repository.disabled:
        return error(403, None, "Access to this resource is disabled.")
    if not repository.gated or (hub.token and asked.authorization == f"Bearer {hub.token}"):
        return None
    name = repository.id
    if asked.authorization:
        message = f"Access to model {name} is restricted and you are not in the authorized list. Visit {hub.url}/{name} to ask for access."
        return error(403, "GatedRepo", message)
    message = f"Access to model {name} is restricted. You must have access to it and be authenticated to access it. Please log in."
    return error(401, "GatedRepo", message)


def _list(hub, asked: Asked, kind: str) -> Answer:
    query = asked.query
    words = " ".join(query.get("search", [])).lower().split()
    wanted = [*query.get("filter", []), *query.get("pipeline_tag", []), *query.get("library", [])]
    authors = query.get("author", [])
    rows = [
        each for (one_kind, _), each in hub.repositories.items()
        if one_kind == kind and all(word in each.id.lower() for word in words) and set(wanted) <= set(each.all_tags)
        and (not authors or each.id.split("/")[0] in authors)]
    if "sort" in query:
        field = query["sort"][0]
        rows.sort(key=lambda each: getattr(each, field, each.likes), reverse=True)
    limit = min(int(query.get("limit", ["1000"])[0] or 1000), hub.page_size)
    return _page(hub, asked, [each.row(full=True, expand="expand" in query) for each in rows], limit)


def _tree(hub, asked: Asked, repository: Repository, commit: str, folder: str) -> Answer:
    entries = repository.tree(commit, folder, recursive=_flag(asked, "recursive"))
    if entries is None:
        return error(404, "EntryNotFound", f'{folder} does not exist on "{commit}"').with_headers(X_Repo_Commit=commit)
    return _page(hub, asked, entries, hub.page_size)


def _page(hub, asked: Asked, rows: list[dict], size: int) -> Answer:
    start = int(asked.query.get("cursor", ["0"])[0])
    page = as_json(rows[start : start + size])
    if start + size >= len(rows):
        return page
    query = asked.query | {"cursor": [str(start + size)]}
    return page.with_headers(Link=f'<{hub.url}{asked.raw_path}?{urlencode(query, doseq=True)}>; rel="next"')


def _resolve(hub, asked: Asked, kind: str, names: list[str], revision: str, path: list[str], cached: bool = False) -> Answer:
    asked.what = "/".join(path)
    repository = _find(hub, asked, kind, names)
    if isinstance(repository, Answer):
        return repository
    if refusal := _refusal(hub, asked, repository):
        return refusal
    commit = repository.resolve(revision)
    if commit is None:
        return error(404, "RevisionNotFound", f"Invalid rev id: {revision}")
    file = repository.commits[commit].get(asked.what)
    if file is None:
        return error(404, "EntryNotFound", "Entry not found").with_headers(X_Repo_Commit=commit)
    asked.file = file
    marks = {"X_Repo_Commit": commit, "ETag": f'"{file.etag}"'}
    if file.lfs:
        marks |= {"X_Linked_ETag": f'"{file.sha256}"', "X_Linked_Size": str(file.size)}
    if not hub.redirects or cached:
        return file_answer(file, asked, **marks)
    if file.lfs:
        location, status = _link(hub, file, asked.what), 302
        marks["X_Xet_Hash"] = file.sha256[::-1]
        marks["Link"] = f'<{hub.url}/api/models/{"/".join(names)}/xet-read-token/{commit}>; rel="xet-auth"'
    else:
        location, status = f"/api/resolve-cache/{kind}s/{quote(repository.id)}/{commit}/{quote(asked.what)}?etag=%22{file.etag}%22", 307
    return Answer(status, {"Location": location}).with_headers(Accept_Ranges="bytes", **marks)


def _link(hub, file: HubFile, what: str) -> str:
    """A signed address at the CDN, good for `hub.link_uses` requests."""
    serial = str(next(hub.serials))
    hub.links[serial] = [file, what, hub.link_uses]
    query = urlencode({"Expires": "1790000000", "Policy": f"{serial}~policy", "Signature": "a+b/c=", "Key-Pair-Id": "K1"})
    return f"{hub.cdn}/xet-bridge/{file.sha256}?{query}"


def _linked(hub, asked: Asked, segments: list[str]) -> Answer:
    serial = asked.query.get("Policy", [""])[0].split("~")[0]
    link = hub.links.get(serial)
    asked.what = link[1] if link else "nothing"
    if not link or link[2] == 0:
        return error(403, None, "Request has expired")
    if link[2] is not None:
        link[2] -= 1
    asked.file = link[0]
    # The CDN's tag is its own: a client that takes it for the file's hash is wrong.
    return file_answer(link[0], asked, ETag=f'"{link[0].sha256[::-1]}"', Cache_Control="public, max-age=31536000")


def _flag(asked: Asked, name: str) -> bool:
    return asked.query.get(name, ["false"])[0].lower() == "true"
