"""What the lines look like that hold no statements; general patterns, none for one site."""

from __future__ import annotations

import re

_LINE_RULES = (
    ("share line", r"(?:share|tweet|pin|e-?mail|print|bookmark|save)(?:\W*(?:this|on|via|with|to|"
     r"by|the|article|story|page|link|post|email|print|facebook|twitter|x|linkedin|whatsapp|"
     r"telegram|reddit|copy|tweet|save|pin))*\W*$"),
    ("share line", r"(?:follow|like|find|join) (?:us|me|him|her|them|the author)\b.{0,120}$"),
    ("subscribe line", r"(?:stay (?:informed|tuned|connected|up[ -]to[ -]date|in touch)|sign up\b|"
     r"subscribe\b|register\b|get (?:the latest|our|more)|receive our|never miss|don['’]t miss|"
     r"join our|download (?:the|our) (?:app|pdf|report|full)|already a (?:subscriber|member)|"
     r"log ?in\b|to continue reading|this (?:article|content|story) is for subscribers|"
     r"support (?:our|independent) )"),
    ("subscribe line", r"(?:to )?unsubscribe\b|.{0,80}\bunsubscribe\b.{0,80}$"),
    ("navigation", r"(?:home|menu|search|skip to (?:main )?content|back to (?:top|home)|next|"
     r"previous|next (?:article|post|story)|previous (?:article|post|story)|table of contents|"
     r"contents|about us|contact(?: us)?|newsletter|read (?:more|also|next|the full)\b.{0,120}|"
     r"see also\b.{0,120}|also read\b.{0,120}|related (?:articles?|stories|content|news|posts?|"
     r"topics?|reading|coverage)?|more (?:from|on|about|stories|news|in)\b[^.!?]{0,80}$|"
     r"you (?:may|might) also (?:like|be interested in)\b.{0,60}|recommended\b[^.!?]{0,60}$|"
     r"most (?:read|popular|viewed)\b[^.!?]{0,60}$|trending\b[^.!?]{0,40}$|editor['’]s picks?|"
     r"continue reading\b.{0,80}|click here\b.{0,120}|view (?:more|all|comments)|"
     r"(?:leave|post|add) a (?:comment|reply)|comments? ?(?:\(\d+\))?|load more|show more|"
     r"listen to (?:this|the) (?:article|story)\b.{0,40}|\d+ min(?:ute)?s? read|"
     r"watch(?: now| live)?\s*:.{0,100})\W*$"),
    ("tags", r"(?:tags?|topics?|keywords?|filed under|categor(?:y|ies)|posted in|section|region|"
     r"regions|issues?|jel codes?)\s*:.{0,200}$"),
    ("advertisement", r"(?:advertise?ment|advertorial|sponsored(?: content| by\b.{0,60})?|"
     r"paid (?:content|post)|story continues below\b.{0,40}|article continues\b.{0,60})\W*$"),
    ("cookie note", r".{0,80}\b(?:we|this (?:web)?site|our (?:web)?site)s?(?: and our partners)? "
     r"(?:use|uses|store) cookies\b|(?:accept|reject|manage) (?:all )?cookies\b|cookie "
     r"(?:policy|settings|preferences|notice)\b|by (?:continuing|using) (?:to use )?(?:this|our|"
     r"the) (?:web)?site\b"),
    ("legal note", r"(?:privacy (?:policy|notice|statement)|terms (?:of (?:use|service)|and "
     r"conditions|& conditions)|disclaimer|legal notice|accessibility)\b[^.!?]{0,120}$"),
    ("copyright", r"(?:©|\(c\)\s*(?:19|20)\d\d|copyright\b(?! (?:law|act|infring|protect|holder|"
     r"dispute|rule|violat|theft|pira))).{0,250}$|.{0,200}\ball rights reserved\b.{0,120}$|"
     r".{0,80}\bmay not be (?:published|reproduced|republished)\b.{0,160}$"),
    ("credit", r"\(?(?:photo|image|picture|video|graphic|illustration|map|chart|file photo|"
     r"photograph|cover photo|cover image|main image|featured image)s?\s*(?:credits?|courtesy|by|"
     r"source)?\s*(?:[:/|].{0,200}$|(?:by|courtesy|via)\b(?:\W+[\w.'’]+){1,4}\W*$)|\(?credits?\s*:.{0,160}$|"
     r"[^.]{0,160}(?:\bgetty images|/\s?(?:reuters|afp|ap|epa|xinhua|yonhap|kyodo))\b[^.]{0,30}$"),
    ("credit", r"\(?(?:additional |with )?(?:reporting|writing|editing|additional reporting|"
     r"with reporting|translated|translation|edited|compiled|contribution)s? (?:and editing |and "
     r"writing )?by [A-Z][^.]{0,160}(?:\.|$)[^.]{0,80}\)?\W*$"),
    ("contact", r"(?:media|press|news|public affairs)?\s*(?:contacts?|inquir(?:y|ies)|enquir(?:y|"
     r"ies)|queries)\b\s*[:|].{0,200}$|(?:media|press) (?:contacts?|office|inquir(?:y|"
     r"ies)|enquir(?:y|ies))\W*$|for (?:more|further|media|press|additional) (?:information|"
     r"inquiries|enquiries|details)\b.{0,40}(?:contact|visit|call|e-?mail|see|please)\b"),
    ("contact", r"(?:tel|phone|fax|e-?mail|mobile|web(?:site)?|twitter|address)\s*[.:].{0,120}$|"
     r"\S+@\S+\.\w+\W*$|(?:https?://|www\.)\S+\W*$|@\w{2,30}\W*$"),
    ("disclaimer", r"(?:the )?(?:views|opinions|ideas|statements|facts)(?:,? (?:and )?(?:views|"
     r"opinions|facts|analysis))? (?:expressed|presented|stated|contained) (?:here|in|are|above|on|"
     r"by (?:the|our) (?:author|writer|contributor))|"
     r"(?:this (?:paper|report|publication|text|story|interview)|(?:this|the) (?:article|essay|"
     r"commentary|piece|post|op-ed)) (?:was |is |has been |first |originally )*"
     r"(?:published|appeared|adapted|republished|reprinted|translated|written for|produced by|"
     r"made possible|represents the views)\b|originally (?:published|appeared)\b|"
     r".{0,60}\bdo(?:es)? not (?:necessarily )?(?:reflect|represent) the (?:views|opinions|"
     r"position|official)\b"),
    ("release line", r"(?:for immediate release|embargoed\b.{0,80}|press release|news release|"
     r"fact sheet|readout|transcript|statements? and releases|briefing room)\W*$"),
    ("byline", r"(?:By|BY) (?:[A-Z][\w.'’-]+,? ){1,4}[A-Z][\w.'’-]+[^.!?]{0,60}$|"
     r"(?:By|BY) [A-Z]{2,}[A-Z .]*$"),
    ("mail header", r"(?:from|to|cc|sent|date|subject|reply-to|forwarded message)\s*:\s.{0,200}$"),
    ("page number", r"(?:page|p\.)\s*\d+(?:\s*(?:of|/)\s*\d+)?$|[-–—]\s*\d+\s*[-–—]$|\d{1,4}$"),
)  # fmt: skip

LINE_RULES = tuple(
    (reason, re.compile(rf"[\W_]{{0,6}}(?:{pattern})", re.I if reason != "byline" else 0))
    for reason, pattern in _LINE_RULES
)

# A line longer than this is prose, whatever it begins with.
MAX_LINE_CHARS = 320

HASH_HEADING = re.compile(r"#{1,6}\s+\S")
TABLE_ROW = re.compile(r"[^|\n]*\|[^|\n]*\|.*")
END_MARK = re.compile(r"\\?#{2,}|-\s?(?:30|0)\s?-|\(?(?:ends?|end of (?:text|document))\)?", re.I)

_ROLE = (
    r"(?i:fellow|professor|lecturer|analyst|researcher|scholar|scientist|director|editor|reporter|"
    r"correspondent|journalist|columnist|associate|author|expert|specialist|adviser|advisor|"
    r"consultant|writer|dean|chair|president|ph\.?d|doctoral|candidate|student|economist|"
    r"historian|founder|co-founder|head|ambassador|diplomat|minister|secretary|officer|host|"
    r"contributor|commentator|strategist|intern|laureate|member|research)"
)
_NAME = (
    r"(?:(?:Dr|Prof|Professor|Amb|Ambassador|Gen|Col|Mr|Ms|Mrs|Sir)\.? )?[A-Z][\w.'’-]*"
    r"(?:,? (?:[A-Z][\w.'’-]*|de|da|van|von|der|bin|al|del|di|el)){1,5}"
)
BIOGRAPHY = re.compile(
    rf"[\W_]{{0,4}}(?:about the (?:author|writer|expert)s?\b|(?:the (?:author|writer)s? (?:is|are|"
    rf"was|were|has|works)\b)|{_NAME}(?:,[^.]{{3,80}},)? (?:is|was|are|serves as|works as|"
    rf"currently serves as|teaches|directs|leads|heads|covers)\b.{{0,160}}?\b{_ROLE}s?\b)",
)
BIOGRAPHY_OF_ONE = re.compile(
    rf"[\W_]{{0,4}}(?:{_NAME}),? (?:(?:an?|the) )?[^.]{{0,60}}?\b{_ROLE}\b[^.]{{0,100}}, "
    r"(?:is|was) the author of\b"
)
# Signs that a paragraph introduces its author, of which a biography has at least one.
BIOGRAPHY_SIGNS = re.compile(
    r"\b(?:Ph\.?\s?D|M\.?A\.? (?:in|from)|B\.?A\.? (?:in|from)|holds an?\b|degree (?:in|from)|"
    r"(?:senior|research|non-?resident|visiting|distinguished|adjunct|associate|assistant|policy|"
    r"junior|emeritus|postdoctoral|resident|global|public policy) (?:research )?(?:fellow|"
    r"professor|scholar|associate|analyst)|professor (?:of|at|emeritus)|lecturer (?:in|at)|"
    r"(?:his|her|their) (?:latest |most recent |new |forthcoming )?(?:research|work|books?|"
    r"publications?|writing|doctoral|articles|expertise|current)\b|(?:is|was) the author of|"
    r"author of|co-author|follow (?:him|her|them)|on Twitter|@\w{3,}|specializ(?:es|ing)|"
    r"specialis(?:es|ing)|expertise (?:in|on)|previously (?:served|worked|was)|prior to|"
    r"contribut(?:or|ing)|at the [A-Z][\w'’ .-]{2,60}?(?:Institute|University|Cent(?:er|re)|"
    r"Council|School|Foundation|College|Program|Project|Think Tank|Academy)|"
    r"(?:Institute|University|Cent(?:er|re) for|Council on|School of|Foundation|College))\b"
)
PRONOUN = re.compile(
    r"[\W_]{0,4}(?:He|She|They|His|Her|Their|Dr\.?|Prof(?:essor)?\.?|Mr\.?|Ms\.?|Prior to|"
    r"Previously|Before joining|Since joining|Follow)\b"
)
REFERENCES = re.compile(
    r"[\W_]*(?:references?|notes?|end ?notes?|footnotes?|bibliography|works cited|sources|"
    r"further reading|citations?)[\W_]*",
    re.I,
)
REFERENCE_LINE = re.compile(
    r"[\W_]{0,3}(?:\[?\d{1,3}[\].)]?\s|\[\w)|.{0,400}(?:https?://|doi\b|\bpp?\. ?\d|"
    r"\((?:19|20)\d{2}\)|\bibid\b|“[^”]{5,200},”)",
    re.I,
)
