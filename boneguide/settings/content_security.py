"""The two Content-Security-Policies, in django-csp's shape.

Readers get a policy without any inline script or style. Wagtail's editors contain inline scripts
and styles of Wagtail's own, so the admin has a policy of its own that allows them there and only
there.
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE

# Previews show a public page in a frame of the admin, hence frame-ancestors 'self'. The two other
# frames are the players a reader may load in place of a video's card.
PUBLIC_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-src": [SELF, "https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

# blob: is how Wagtail's editors show an image before it is uploaded.
ADMIN_POLICY = {
    "DIRECTIVES": {
        **PUBLIC_POLICY["DIRECTIVES"],
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
    }
}
