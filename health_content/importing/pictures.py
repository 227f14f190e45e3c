"""Keeping the pictures that came with a source."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, TypeVar

import PIL.Image
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.models import Collection
from wagtail.permissions import policy_registry
from wagtail.utils.file import hash_filelike
from willow.image import Image as WillowImage

from health_content.importing.files import write
from health_content.manuscript import Embed, Image, Manuscript, Node, descendants
from health_content.readers import Asset, Remark, RemarkKind

N = TypeVar("N", bound=Node)

PREFIX = "asset:"
LONGEST = 255


class Unkept(ValueError):
    """A picture that cannot be kept; the message says why and what to do."""


def keep_pictures(
    manuscript: Manuscript, assets: Iterable[Asset], user: Any = None
) -> tuple[Manuscript, list[Remark]]:
    """The manuscript with its pictures in the image library, and what could not be kept.

    A picture of ``assets`` is added once, however often and in however many articles it
    stands: it is known by its content. One that was not in the source keeps its address
    and words and gets a remark; nothing is fetched. A picture named by the library's own
    number keeps it where the library has that number. A user gets no picture of a
    collection they may not choose from.

    The files are written at once, and go again with whatever error leaves
    :func:`~health_content.importing.files.undone_on_error`.
    """
    files = {f"{PREFIX}{asset.name}": asset for asset in assets}
    nodes = list(descendants(manuscript.nodes))
    known = _known(nodes, user)
    kept: dict[str, str] = {}
    remarks = []
    for node in nodes:
        if not isinstance(node, Image) or node.image in known or node.address in kept:
            continue
        try:
            kept[node.address] = _kept(files.get(node.address), node, user)
        except Unkept as problem:
            remarks.append(Remark(RemarkKind.MISSING, str(problem), text=node.alt or node.address))

    def pictured(node: N) -> N:
        changes: dict[str, Any] = {}
        if isinstance(node, Image) and node.image not in known:
            key = kept.get(node.address, "")
            changes = {"image": key, "address": "" if key else node.address}
        elif isinstance(node, Embed) and node.poster not in known:
            changes = {"poster": ""}
        for item in dataclasses.fields(node):
            value = getattr(node, item.name)
            if isinstance(value, tuple) and any(isinstance(part, Node) for part in value):
                changes[item.name] = tuple(
                    pictured(part) if isinstance(part, Node) else part for part in value
                )
        return dataclasses.replace(node, **changes) if changes else node

    body = tuple(pictured(node) for node in manuscript.body)
    return dataclasses.replace(manuscript, body=body, hero=pictured(manuscript.hero)), remarks


def _choosable(user: Any) -> Any:
    """The pictures that a user may put into an article; without a user, all."""
    model = get_image_model()
    if user is None:
        return model.objects.all()
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_permission_for(user, "choose")


def _known(nodes: list[Node], user: Any) -> set[str]:
    """The numbers of pictures that the library has for a user."""
    named = {node.image for node in nodes if isinstance(node, Image)}
    named |= {node.poster for node in nodes if isinstance(node, Embed)}
    numbers = [int(name) for name in named if name.isdecimal()]
    found = _choosable(user).filter(pk__in=numbers)
    return {str(key) for key in found.values_list("pk", flat=True)}


def _kept(asset: Asset | None, node: Image, user: Any) -> str:
    """The library's number of a picture, which is added where the library lacks it."""
    if asset is None:
        where = f" at “{node.address}”" if node.address else ""
        raise Unkept(
            f"The picture{where} did not come with the source. Upload it, and choose it in its "
            "place."
        )
    model = get_image_model()
    file_hash = hash_filelike(io.BytesIO(asset.data))
    for found in _choosable(user).filter(file_hash=file_hash).order_by("pk"):
        # A row may have outlived its file.
        if found.file.storage.exists(found.file.name):
            return str(found.pk)
    suffix, width, height = _looked_at(asset)
    title = (" ".join(node.alt.split()) or PurePath(asset.name).stem or "Picture")[:LONGEST]
    stem = slugify(title)[:40].strip("-") or "picture"
    # Named when it is made: setting the name later would open the file for its measures.
    # The row comes first, for a file that nothing knows of is found by nobody.
    image = model(
        file=model().get_upload_to(f"{stem}-{file_hash[:12]}{suffix}"),
        title=title,
        description=node.alt[:LONGEST],
        width=width,
        height=height,
        file_size=len(asset.data),
        file_hash=file_hash,
        collection=_collection(user, asset.name),
        uploaded_by_user=user,
    )
    image.save()
    stored = write(image.file.storage, image.file.name, asset.data)
    if stored != image.file.name:
        model.objects.filter(pk=image.pk).update(file=stored)
    return str(image.pk)


def _looked_at(asset: Asset) -> tuple[str, int, int]:
    """A picture's suffix, width and height, once it has passed what an upload has to pass.

    What it is says its content, not its name. Its size and its pixels are held to the
    limits for uploads (``WAGTAILIMAGES_MAX_UPLOAD_SIZE``, ``WAGTAILIMAGES_MAX_IMAGE_PIXELS``).
    """
    name = asset.name or "without a name"
    try:
        suffix = f".{WillowImage.open(io.BytesIO(asset.data)).format_name}"
        if suffix == ".svg":
            # A drawing may hold scripts, which run when its file is opened by itself.
            raise Unkept(
                f"The picture “{name}” is an SVG drawing. Look through it and upload it yourself."
            )
        upload = SimpleUploadedFile(f"picture{suffix}", asset.data)
        width, height = WagtailImageField().clean(upload).image.get_size()
        with PIL.Image.open(io.BytesIO(asset.data)) as picture:
            picture.load()
    except ValidationError as refused:
        reason = " ".join(refused.messages)
        raise Unkept(
            f"The picture “{name}” was not taken: {reason} Save it in another size or format, "
            "upload it, and choose it in its place."
        ) from refused
    except Unkept:
        raise
    except Exception as broken:
        # Decoders of pictures raise errors of every kind on broken ones.
        raise Unkept(
            f"The picture “{name}” is broken or of an unknown format ({type(broken).__name__}). "
            "Upload it in another format, and choose it in its place."
        ) from broken
    return suffix.replace("jpeg", "jpg"), width, height


def _collection(user: Any, name: str) -> Any:
    """Where a user's pictures go: the root collection, else the first they may add to."""
    root = Collection.get_first_root_node()
    if user is None:
        return root
    policy = policy_registry.get_by_type(get_image_model())
    allowed = policy.collections_user_has_permission_for(user, "add")
    if allowed.filter(pk=root.pk).exists():
        return root
    first = allowed.order_by("path").first()
    if first is None:
        raise Unkept(
            f"The picture “{name}” was not taken: this account may not add pictures. Ask "
            "somebody who may to upload it, and choose it in its place."
        )
    return first
